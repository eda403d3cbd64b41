package org.onsager.papers.gppdesolver;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Solving high frequency and multi-scale PDEs with Gaussian processes.
public final class GpPdeExperiment implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("gp-pde-solver");
    }

    @Override
    public List<Statement> statements() {
        return Statements.all();
    }

    @Override
    public Settings defaults(Scale scale) {
        return switch (scale) {
            case SMOKE -> Settings.smoke();
            case STANDARD -> Settings.standard();
            case PAPER -> Settings.paper();
        };
    }

    @Override
    public void run(Settings settings, Trial trial) {
        trial.progress(0, "identities");
        new IdentityClaims(trial).measure();
        trial.progress(0.05, "published path");
        new ReferenceClaims(settings, trial).measure();
        trial.progress(0.4, "profile path");
        new ProfileClaims(settings, trial).measure();
        trial.progress(0.8, "table and baselines");
        new TableClaims(settings, trial).measure();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new PdeTool());
    }
}
