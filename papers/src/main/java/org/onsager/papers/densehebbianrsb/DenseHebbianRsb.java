package org.onsager.papers.densehebbianrsb;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Replica symmetry breaking in dense neural networks.
public final class DenseHebbianRsb implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("dense-hebbian-rsb");
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
        trial.progress(0, "glass temperatures and saddle points");
        new GlassClaims(trial).measure();
        trial.progress(0.05, "symmetry, stationarity and scaling");
        new IdentityClaims(trial).measure();
        trial.progress(0.1, "ground states and capacities");
        new GroundClaims(settings, trial).measure();
        trial.progress(0.25, "exact finite networks");
        new BoundClaim(settings, trial).measure();
        trial.progress(0.35, "pictures");
        new Curves(settings, trial).draw();
        trial.progress(0.5, "phase diagrams");
        new Diagrams(settings, trial).draw();
        trial.progress(0.9, "overlaps by replica exchange");
        new OverlapFigure(settings, trial).draw();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new RsbTool());
    }
}
