package org.onsager.papers.densehebbianrs;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Dense Hebbian neural networks: a replica symmetric picture of supervised learning.
public final class DenseHebbianRs implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("dense-hebbian-rs");
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
        trial.progress(0, "replica-symmetric theory");
        new TheoryClaims(trial).measure();
        trial.progress(0.05, "phase diagrams");
        new TheoryFigures(trial).draw(settings);
        trial.progress(0.1, "Monte Carlo against theory");
        new SimulationClaims(settings, trial).measure();
        trial.progress(0.5, "storage and detection thresholds");
        new ThresholdClaims(settings, trial).measure();
        trial.progress(0.85, "images");
        new ImageClaims(settings, trial).measure();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new MemoryTool());
    }
}
