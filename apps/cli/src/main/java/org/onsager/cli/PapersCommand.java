package org.onsager.cli;

import java.util.concurrent.Callable;
import org.onsager.papers.Catalogue;
import picocli.CommandLine.Command;

@Command(name = "papers", description = "Lists the papers.")
final class PapersCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        for (var p : Catalogue.load().papers()) System.out.println(p.slug() + " " + p.title());
        return 0;
    }
}
