package org.onsager.papers.stochasticinterpolants;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Stochastic interpolants: a unifying framework for flows and diffusions.
public final class StochasticInterpolants implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("stochastic-interpolants");
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
        trial.progress(0, "exact fields");
        new ExactClaims(trial).measure();
        trial.progress(0.02, "exact diffusions");
        new DiffusionClaims(settings, trial).measure();
        trial.progress(0.04, "likelihoods of exact fields");
        new LikelihoodClaims(settings, trial).measure();
        new ExactFigures(trial).draw();
        trial.progress(0.06, "losses");
        new LossClaims(settings, trial).measure();
        trial.progress(0.1, "Schrödinger bridge");
        new BridgeClaims(settings, trial).measure();
        trial.progress(0.15, "learned mixtures");
        new MixtureClaims(settings, trial).measure();
        trial.progress(0.5, "checkerboard");
        new BoardClaims(settings, trial).measure();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new TransportTool());
    }
}
