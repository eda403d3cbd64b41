package org.onsager.papers.neuraldifferentialequations;

import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.*;

final class SystemTool implements Tool<SystemTool.S> {
    record S(@Setting("x") int a) {}

    public String summary() {
        return "";
    }

    public String usage() {
        return "";
    }

    public S defaults() {
        return new S(1);
    }

    public List<NamedTable> run(S s, List<Path> in, Trial t) {
        return List.of();
    }
}
