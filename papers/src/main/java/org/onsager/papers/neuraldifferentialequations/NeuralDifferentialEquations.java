package org.onsager.papers.neuraldifferentialequations;

import java.util.List;
import java.util.Optional;
import org.onsager.lab.Experiment;
import org.onsager.lab.Paper;
import org.onsager.lab.Scale;
import org.onsager.lab.Statement;
import org.onsager.lab.Tool;
import org.onsager.lab.Trial;
import org.onsager.papers.Catalogue;

/// On Neural Differential Equations: the claims about solvers, Brownian motion, controls and gradients.
public final class NeuralDifferentialEquations implements Experiment<Settings> {

    @Override
    public Paper paper() {
        return Catalogue.paper("neural-differential-equations");
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
        trial.progress(0, "order conditions and stability");
        new TableauClaims(trial).measure();
        trial.progress(0.05, "orders of convergence");
        new OrderClaims(settings, trial).measure();
        trial.progress(0.3, "stiff problems");
        new StiffClaims(settings, trial).measure();
        trial.progress(0.4, "orbits, invariants, reversible methods");
        new OrbitClaims(trial).measure();
        trial.progress(0.5, "gradients");
        new GradientClaims(settings, trial).measure();
        trial.progress(0.6, "control paths");
        new PathClaims(trial).measure();
        trial.progress(0.65, "stochastic equations");
        new StochasticClaims(settings, trial).measure();
        trial.progress(0.9, "work and precision");
        new WorkPrecision(settings, trial).draw();
        if (settings.detest()) new DetestTable(trial).tabulate();
        for (var each : Statements.neural()) trial.untested(each.id(), "needs systems/neural, which is not built yet");
        trial.progress(1, "done");
    }

    @Override
    public Optional<Tool<?>> tool() {
        return Optional.of(new SystemTool());
    }
}
