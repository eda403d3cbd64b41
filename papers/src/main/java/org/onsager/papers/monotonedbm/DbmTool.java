package org.onsager.papers.monotonedbm;

import java.nio.file.Path;
import java.util.List;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;

final class DbmTool implements Tool<DbmToolSettings> {
    public String summary() { return ""; }
    public String usage() { return ""; }
    public DbmToolSettings defaults() { return null; }
    public List<NamedTable> run(DbmToolSettings settings, List<Path> inputs, Trial trial) { return List.of(); }
}
record DbmToolSettings(int a) {}
