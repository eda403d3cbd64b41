package org.onsager.papers.neuraldifferentialequations;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String DERIVED = "derived";
    private static final String COMPUTED = "computed";
    private static final String EXAMPLE = "public example";
    private static final String MEMORY = "abstract, from memory, unverified";

    private Statements() {}

    static List<Statement> all() {
        var all = new ArrayList<>(solvers());
        all.addAll(neural());
        all.add(new Statement(
                "N30",
                "Step counts are within 1.2 times SciPy's for the same method and tolerance (Radau and BDF 1.5).",
                "Lotka-Volterra, rtol 1e-6, atol 1e-9: RK45 620 evaluations, DOP853 662, Radau 2285, BDF 937",
                "computed with SciPy 1.10"));
        return all;
    }

    private static List<Statement> solvers() {
        return List.of(
                new Statement("N1", "Every tableau satisfies its order conditions.", "residual 0 to 1e-12", DERIVED),
                new Statement(
                        "N2",
                        "Each ODE solver converges at its order on y'' = -y, the pendulum and a nonautonomous equation.",
                        "p +- 0.15",
                        "theory"),
                new Statement(
                        "N3",
                        "Stability functions of implicit methods: R(-1), and R -> 0 at -1e6.",
                        "Kvaerno3 .36142380843, Kvaerno5 .36800049188, Radau5 .36792452830",
                        "computed from the tableaux"),
                new Statement(
                        "N4",
                        "Robertson's problem at t = 40 and t = 1e11.",
                        "(.71582706872, 9.1855347646e-6, .28416374575); (2.0833401497e-8, 8.3333607703e-14,"
                                + " .99999997916651); relative 1e-6, sum 1 +- 1e-12",
                        "computed; agrees with the published test set"),
                new Statement(
                        "N5",
                        "HIRES at t = 321.8122 and Van der Pol, mu = 1000, at t = 2000.",
                        "y1 = 7.371312573e-4, y8 = 2.850001605e-3; 1.706167732, -8.928097010e-4; relative 1e-6",
                        "computed; published test set"),
                new Statement(
                        "N6",
                        "Lotka-Volterra at t = 10, and the Arenstorf orbit closes after a period.",
                        "1.026344767575, .909691078136 to 1e-8; gap 1e-6 at rtol 1e-12",
                        COMPUTED),
                new Statement(
                        "N7",
                        "Symplectic Euler keeps p^2 + q^2 - h p q, Verlet (1 - h^2/4) q^2 + p^2, over 1e5 steps.",
                        "1; .9975; to 1e-12",
                        "derived, computed"),
                new Statement(
                        "N8",
                        "Reversible Heun and asynchronous leapfrog recover the start; y_20 on y' = -0.1 y, h = 1.",
                        ".13574039645; recovered to 1e-10",
                        "derived, computed"),
                new Statement(
                        "N9",
                        "The same methods grow on dissipative problems.",
                        "factor 1.1049875621 a step at zeta = -0.1",
                        DERIVED),
                new Statement(
                        "N10",
                        "Gradients through the steps and by the adjoint equation differ for Euler, theta = 1.3, N = 10.",
                        "3.004041937984, 3.147707605811, exact 3.669296667619",
                        DERIVED),
                new Statement(
                        "N11",
                        "The gradient by reversal is that of the tape; the adjoint equation's with Heun or midpoint is not.",
                        "relative difference at most 1e-12, against 1e-2 to 1e-6",
                        "paper (table on reversible Heun), shape"),
                new Statement(
                        "N12",
                        "Gradients through an event: a ball from height h lands at sqrt(2h/g).",
                        "h = 10, g = 8: 1.5811388, derivative .0790569, velocity -12.6491106",
                        "closed form"),
                new Statement(
                        "N13",
                        "Stochastic schemes on fixed increments of geometric Brownian motion.",
                        "Euler-Maruyama 1.082372752243, Milstein 1.040172315344, Stratonovich Heun 1.040346618911,"
                                + " reversible Heun 1.040235939065, exact 1.038731232878",
                        COMPUTED),
                new Statement(
                        "N14",
                        "Additive schemes on fixed increments of an Ornstein-Uhlenbeck process.",
                        "ShARK .234622289658, SRA1 .220839477539, SEA .101935546875",
                        COMPUTED),
                new Statement(
                        "N15",
                        "Strong orders of the stochastic schemes.",
                        "EM .5 (1 additive), Milstein 1, Heun 1 commutative and .5 general, SRA1 and ShARK 1.5, SlowRK 1.5",
                        "theory"),
                new Statement(
                        "N16",
                        "Euler-Maruyama on geometric Brownian motion has exact moments (1 + mu h)^N and"
                                + " ((1 + mu h)^2 + sigma^2 h)^N.",
                        "N = 20, T = 1: 1.0512055, 1.2949187",
                        DERIVED),
                new Statement(
                        "N17",
                        "Brownian objects: Var H = h/12, Var K = h/720, independence, Chen's relation, order of queries.",
                        "1 %; identities 1e-12",
                        DERIVED),
                new Statement(
                        "N18",
                        "Variance of Hutchinson's estimate: Gaussian 2|S|^2, Rademacher 2(|S|^2 - sum s_ii^2).",
                        "25.25, 13.25; mean 2",
                        DERIVED),
                new Statement(
                        "N19",
                        "Hermite and natural control paths through t = (0, 1, 2.5, 4), x = (0, 2, 1, 3).",
                        "Hermite 1, 2.064296296, 1.368, 2.854222222; natural 1.256756757, 1.706882883, 1.364108108,"
                                + " 2.791327327 at .5, 1.7, 3.1, 3.9",
                        COMPUTED),
                new Statement(
                        "N20",
                        "A controlled equation does not depend on the speed at which its path is run through.",
                        "difference at most 10 tolerances",
                        "theory"));
    }

    /// The claims on models whose fields are networks.
    static List<Statement> neural() {
        return List.of(
                new Statement(
                        "N21", "A neural CDE tells clockwise from anticlockwise spirals.", "accuracy 1.0", EXAMPLE),
                new Statement(
                        "N22",
                        "A neural ODE learns a nonlinear oscillator.",
                        "mean squared error 1e-3 to 2e-3",
                        EXAMPLE),
                new Statement(
                        "N23",
                        "Symbolic regression of the learned field recovers y/(1+y) and -x/(1+x).",
                        "exact after rounding to .01",
                        "thesis section 6.1 and public example"),
                new Statement(
                        "N24",
                        "A latent ODE trained on t <= 3 extrapolates decaying oscillators to t = 12.",
                        "loss falls at least 5 times",
                        EXAMPLE),
                new Statement(
                        "N25",
                        "An SDE-GAN matches the marginals of a time-dependent Ornstein-Uhlenbeck process.",
                        "W1 at each time at most .15 sigma",
                        "public examples; tolerance ours"),
                new Statement(
                        "N26",
                        "The Brownian interval beats the virtual tree, reversible Heun and clipping speed training up.",
                        "up to 10.6, 1.98 and 1.87 times",
                        MEMORY),
                new Statement(
                        "N27",
                        "The seminorm spares backward evaluations of a neural CDE.",
                        "median about 40 %; at least 15 %",
                        MEMORY),
                new Statement(
                        "N28",
                        "Neural CDE on CharacterTrajectories with 30, 50, 70 % dropped.",
                        "98.7, 98.8, 98.6 %",
                        MEMORY),
                new Statement(
                        "N29",
                        "A latent SDE on stochastic Lorenz: the learned prior shows two lobes.",
                        "log p rises, KL positive",
                        EXAMPLE));
    }
}
