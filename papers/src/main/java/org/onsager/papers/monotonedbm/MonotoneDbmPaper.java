package org.onsager.papers.monotonedbm;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Monotone deep Boltzmann machines.
public final class MonotoneDbmPaper implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("monotone-dbm");
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
        trial.progress(0, "proximal operator and parameterisation");
        new OperatorClaims(settings, trial).measure();
        trial.progress(0.02, "mean-field solutions");
        new SolutionClaims(settings, trial).measure();
        trial.progress(0.04, "convergence");
        new ConvergenceClaims(settings, trial).measure();
        trial.progress(0.06, "digits");
        new DigitClaims(settings, trial).measure();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new DbmTool());
    }
}
