package org.onsager.papers.multitaskinghebbian;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Parallel learning by multitasking neural networks.
public final class ParallelLearning implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("multitasking-hebbian");
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
        trial.progress(0, "zero temperature and boundaries");
        new GroundClaims(settings, trial).measure();
        new TheoryClaims(trial).measure();
        trial.progress(0.1, "examples");
        new DatasetClaims(settings, trial).measure();
        trial.progress(0.2, "networks");
        new NetworkClaims(settings, trial).measure();
        trial.progress(0.4, "curves");
        new DilutionFigures(settings, trial).draw();
        trial.progress(0.5, "learning");
        new LearningFigures(settings, trial).draw();
        trial.progress(0.6, "phase diagrams");
        new Diagrams(settings, trial).draw();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new MultitaskingTool());
    }
}
