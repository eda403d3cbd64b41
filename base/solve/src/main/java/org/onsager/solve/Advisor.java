package org.onsager.solve;

import org.onsager.solve.controlled.ControlledTerm;
import org.onsager.solve.explicit.Bosh3;
import org.onsager.solve.explicit.Heun;
import org.onsager.solve.explicit.RK4;
import org.onsager.solve.explicit.Tsit5;
import org.onsager.solve.explicit.Vern7;
import org.onsager.solve.explicit.Vern9;
import org.onsager.solve.implicit.Ars222;
import org.onsager.solve.implicit.AutoSwitch;
import org.onsager.solve.implicit.KenCarp4;
import org.onsager.solve.implicit.Radau;
import org.onsager.solve.implicit.Rodas5P;
import org.onsager.solve.implicit.SplitOde;
import org.onsager.solve.implicit.VariableRadau;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.multistep.Rock2;
import org.onsager.solve.multistep.Rock4;
import org.onsager.solve.stochastic.LangevinTerm;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.solve.stochastic.StochasticSolver;
import org.onsager.solve.symplectic.Partitioned;
import org.onsager.solve.symplectic.ReversibleHeun;
import org.onsager.solve.symplectic.Yoshida6;

/// Chooses a solver from the kind of equation, its size and structure, the tolerance, and a [StiffnessProbe].
final class Advisor {
    /// An explicit method of order 5 is stable to about this \(h\rho\).
    private static final double STABLE = 3.3;
    /// Steps of an implicit method cost some four times those of an explicit one.
    private static final double STIFF = 4;
    private static final int DENSE = 400;

    private final double t0;
    private final double t1;
    private final StepController controller;
    private final double rtol;

    Advisor(double t0, double t1, StepController controller) {
        this.t0 = t0;
        this.t1 = t1;
        this.controller = controller;
        Tolerance tolerance = controller.tolerance();
        double least = Double.POSITIVE_INFINITY;
        for (double each : tolerance.rtol()) least = Math.min(least, each);
        rtol = Math.max(least, 1e-15);
    }

    <Y> Advice advise(Term<Y> term, Y y0) {
        return switch (term) {
            case SdeTerm<Y> sde -> stochastic(sde);
            case Partitioned _
            when !controller.adaptive() ->
                Advice.of(
                        new Yoshida6(),
                        "positions and momenta in fixed steps: symplectic, the energy error stays bounded");
            case SplitOde _ ->
                controller.adaptive()
                        ? Advice.of(new KenCarp4(), "part of it stiff, as given: implicit-explicit pair")
                        : Advice.of(new Ars222(), "part of it stiff, as given, in fixed steps: implicit-explicit");
            case OdeTerm<Y> ode -> ordinary(ode, y0);
            case ControlledTerm _ ->
                Advice.of(
                        controller.adaptive() ? new ReversibleHeun() : new Heun(),
                        "driven by a path's increments; of higher order after ControlledTerm.toOde()");
            default -> Advice.of(new ReversibleHeun(), "a control of its own kind: a method that applies increments");
        };
    }

    private static Advice stochastic(SdeTerm<?> sde) {
        StochasticSolver solver = StochasticChoice.of(sde);
        String noise = sde instanceof LangevinTerm
                ? "underdamped Langevin"
                : "%s noise, %s".formatted(sde.noise(), sde.interpretation());
        return Advice.of(
                solver,
                "%s, path with %s: strong order %s"
                        .formatted(noise, sde.path().layout().areas(), StochasticChoice.strongOrder(solver, sde)));
    }

    private <Y> Advice ordinary(OdeTerm<Y> ode, Y y0) {
        if (!(y0 instanceof double[] start))
            return Advice.of(smooth(), "states that are no arrays: explicit, by the tolerance " + rtol);
        @SuppressWarnings("unchecked") // the state is an array
        var array = (OdeTerm<double[]>) ode;
        int n = start.length;
        Jacobian jacobian = ode instanceof Ode given ? given.jacobian() : Jacobian.differences();
        if (ode instanceof Ode given && !(given.mass() instanceof Mass.Identity))
            return Advice.of(
                    n > DENSE && !structured(jacobian) ? new Bdf() : massive(given.mass(), n),
                    "a mass matrix: an implicit method that takes it, for %d unknowns and rtol %.0e"
                            .formatted(n, rtol));
        var probe = StiffnessProbe.of(array, t0, t1, start, controller.tolerance());
        double accuracy = controller.adaptive()
                ? probe.steps() * Math.max(1, Math.pow(StiffnessProbe.LOOSE / rtol, 0.2))
                : Math.abs(t1 - t0) / controller.firstStep();
        double stability = probe.action() / STABLE, ratio = stability / Math.max(1, accuracy);
        String counts = "stability needs %.2g explicit steps (eigenvalues to %.2g), accuracy %.2g"
                .formatted(stability, probe.spectralRadius(), accuracy);
        Choice choice = ratio > STIFF ? stiff(n, jacobian, probe) : notStiff(probe);
        String where = probe.covered() < 0.999
                ? ", seen on the first %.0f %% of the span".formatted(100 * probe.covered())
                : "";
        return new Advice(
                choice.solver(),
                "%s: %s%s; %s".formatted(ratio > STIFF ? "stiff" : "not stiff", counts, where, choice.why()),
                ratio,
                probe.spectralRadius());
    }

    private record Choice(Solver solver, String why) {}

    private Choice notStiff(StiffnessProbe probe) {
        if (!controller.adaptive()) return new Choice(new RK4(), "fixed steps");
        if (probe.covered() < 0.5 && rtol >= 1e-8) return new Choice(new AutoSwitch(), "may become so later");
        return new Choice(smooth(), "explicit, by the tolerance %.0e".formatted(rtol));
    }

    private Choice stiff(int n, Jacobian jacobian, StiffnessProbe probe) {
        if (!controller.adaptive()) return new Choice(new Radau(3), "fixed steps");
        if (n <= DENSE || structured(jacobian) && n <= 20 * DENSE)
            return new Choice(implicit(n), "%d unknowns and rtol %.0e".formatted(n, rtol));
        if (structured(jacobian) || jacobian instanceof Jacobian.MatrixFree || !probe.diffusive())
            return new Choice(
                    new Bdf(),
                    "%d unknowns: few factorisations%s"
                            .formatted(
                                    n,
                                    structured(jacobian) || jacobian instanceof Jacobian.MatrixFree
                                            ? ""
                                            : "; give it Jacobian.banded, .sparse or .matrixFree"));
        return new Choice(
                rtol > 1e-5 ? new Rock2() : new Rock4(),
                "%d unknowns with real negative eigenvalues and no sparse Jacobian: stabilised explicit".formatted(n));
    }

    private static boolean structured(Jacobian jacobian) {
        return jacobian instanceof Jacobian.Banded || jacobian instanceof Jacobian.Sparse;
    }

    private Solver implicit(int n) {
        return rtol < 1e-7 && n <= 5 * DENSE ? new VariableRadau() : new Rodas5P();
    }

    private Solver massive(Mass mass, int n) {
        return mass instanceof Mass.MovingDense ? new VariableRadau() : implicit(n);
    }

    private Solver smooth() {
        if (rtol > 3e-3) return new Bosh3();
        if (rtol >= 1e-6) return new Tsit5();
        return rtol >= 1e-10 ? new Vern7() : new Vern9();
    }
}
