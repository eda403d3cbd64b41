package org.onsager.papers.coulombgascumulants;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// Linear statistics for Coulomb gases: higher order cumulants.
public final class CoulombGasCumulants implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("coulomb-gas-cumulants");
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
        trial.progress(0, "formula and exact engines");
        new ExactClaims(trial).measure();
        trial.progress(0.1, "large deviations");
        new DeviationClaims(trial).measure(settings);
        trial.progress(0.2, "sweep over N");
        new SizeFigures(trial).draw(settings);
        trial.progress(0.3, "droplets and densities");
        new GasFigures(trial).draw(settings);
        trial.progress(0.4, "centre of mass");
        new CentreClaim(settings, trial).measure();
        trial.progress(0.5, "gas in space");
        new SpaceClaim(settings, trial).measure();
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new GasTool());
    }
}
