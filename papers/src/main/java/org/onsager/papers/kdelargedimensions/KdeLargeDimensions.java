package org.onsager.papers.kdelargedimensions;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Kernel density estimators in large dimensions.
public final class KdeLargeDimensions implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("kde-large-dimensions");
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
        trial.progress(0, "phase diagram");
        new TheoryClaims(trial).measure();
        TheoryFigures.draw(trial);
        trial.progress(0.05, "finite sizes against simulation");
        new ParticipationClaims(settings, trial).measure();
        trial.progress(0.4, "moments and the central limit theorem");
        new FluctuationClaims(settings, trial).measure();
        trial.progress(0.6, "diagnosis of a sample");
        new DiagnosisClaim(settings, trial).measure();
        trial.progress(0.7, "free simulation");
        new FreeSimulation(settings, trial).run();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new DensityTool());
    }
}
