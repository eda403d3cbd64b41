package org.onsager.papers.continuallearning;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String COMPUTED = "independent numerical solution of the equations";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "L1",
                        "The divergence of two field laws has the exact slope beta^2 (1 - mu^2)(theta - theta').",
                        "identity",
                        "derived"),
                new Statement(
                        "L2",
                        "Theory of the first task at beta = 20 without divergence, branch of poor learning: (q, r, Q, eps).",
                        "alpha=0.3: 0.359607, 0.248485, 0.552820, 0.399692; 0.5: 0.539526, 0.378974, 0.679767, 0.355433;"
                                + " 1.0: 0.849057, 0.605352, 0.911751, 0.282758",
                        COMPUTED),
                new Statement(
                        "L3",
                        "The branch of nearly perfect learning at beta = 20: eps(alpha).",
                        "1.6: 0.017398; 1.8: 0.004755; 2.0: 0.001327 (q 0.978238, r 0.988999, Q 0.978394); 2.2: 0.000349",
                        COMPUTED),
                new Statement(
                        "L4",
                        "The transition between them is of first order.",
                        "equal free energies at alpha = 1.650; the upper branch ends at 1.49; the lower still exists at 1.78",
                        COMPUTED),
                new Statement(
                        "L5",
                        "Beyond the transition the error falls as a high power of the load.",
                        "slope of ln eps against ln alpha: -13.0 over 1.8-2.2, from -11 (1.7) to -16 (2.3); the authors' label"
                                + " says -13.1",
                        "label of the authors' figure and " + COMPUTED),
                new Statement(
                        "L6",
                        "Stochastic gradient descent agrees with the theory at low load and is better than the lower branch"
                                + " near the transition.",
                        "alpha=0.5: 0.3554; 1.0: 0.2828; at 1.4 below 0.2437",
                        "paper (abstract: coincide) and " + COMPUTED),
                new Statement(
                        "L7",
                        "At beta = 1 the conjugate of the self-overlap vanishes exactly.",
                        "alpha=0.25: q = 0.018006, r = 0.051022, Q = 0.334059, Qh = 0",
                        "derived and " + COMPUTED),
                new Statement(
                        "L8",
                        "Franz-Parisi theory of two tasks, alpha1 = 2, beta = 20, gamma = 1: (p1, p2, eps1, eps2).",
                        "r0=0, alpha2=1: 0.89036, 0.09791, 0.1505, 0.4688; r0=0.5, alpha2=2: 0.82908, 0.66747, 0.1889,"
                                + " 0.2674; r0=-0.5, alpha2=1: 0.85137, -0.36042, 0.1758, 0.6174",
                        COMPUTED),
                new Statement(
                        "L9",
                        "A weaker memory forgets more and learns more: r0 = 0, alpha2 = 1, gamma = 0.1.",
                        "eps1 = 0.414, eps2 = 0.325; gradient descent at N = 500: 0.407, 0.341",
                        COMPUTED),
                new Statement(
                        "L10",
                        "Gradient descent on two tasks agrees with the Franz-Parisi potential: r0 = 0, alpha2 = 1, gamma = 1.",
                        "theory 0.150, 0.469; gradient descent at N = 500: 0.158, 0.165 and 0.480, 0.451",
                        "paper (abstract) and " + COMPUTED),
                new Statement(
                        "L11",
                        "Complete learning of the second task leaves eps1 = arccos(r0)/pi; without examples nothing is"
                                + " forgotten.",
                        "2/3, 1/2, 1/3 for r0 = -0.5, 0, 0.5 as gamma -> 0; the first task's error as alpha2 -> 0",
                        "derived"),
                new Statement(
                        "L12",
                        "Deep variational continual learning keeps old tasks: the first task's accuracy drops less with the"
                                + " divergence than without.",
                        "three permuted tasks: with 0.737 -> 0.728, without 0.888 -> 0.841 (small run)",
                        "shape from the paper, numbers computed"),
                new Statement(
                        "L13",
                        "It beats metaplasticity on permuted MNIST at equal size.",
                        "ordering of average accuracies over 3 seeds",
                        "paper (abstract), accuracies unverified"));
    }
}
