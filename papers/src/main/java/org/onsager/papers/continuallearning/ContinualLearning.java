package org.onsager.papers.continuallearning;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Statistical mechanics of continual learning: variational principle and mean-field potential.
public final class ContinualLearning implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("continual-learning");
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
        trial.progress(0, "saddle points of the first task");
        var second = Theory.second();
        new TheoryClaims(settings, trial, second).measure();
        trial.progress(0.1, "curves of the theory");
        var figures = new TheoryFigures(settings, trial, second);
        figures.draw();
        trial.progress(0.2, "perceptrons that learn one task");
        new OneTaskRuns(settings, trial, figures).measure();
        trial.progress(0.35, "perceptrons that learn two tasks");
        new TwoTaskRuns(settings, trial, figures, second).measure();
        trial.progress(0.5, "deep networks");
        new DeepRuns(settings, trial).measure();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new VclTool());
    }
}
