package org.onsager.papers.monotonedbm;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String COMPUTED = "independent numerical solution";
    private static final String UNVERIFIED = "paper, numbers from memory, unverified";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "N1",
                        "The proximal operator at a = 1 is the softmax; values at y = (0.3, -0.2, 1.1).",
                        "a=.125: (.157712,.008225,.834063); a=.5: (.220897,.092406,.686698); a=.9:"
                                + " (.254951,.148027,.597022)",
                        COMPUTED),
                new Statement(
                        "N2",
                        "(1-a)z + a log z - y is constant over states with z > 0, z is in the simplex, and the map does not"
                                + " expand distances.",
                        "1e-9",
                        "derived"),
                new Statement("N3", "Every parameterised Phi has eig(I - Phi) >= m.", "any A", "theorem, derived"),
                new Statement(
                        "N4",
                        "Mean-field solution, spectrum and partition function of the worked model, m = 0.5.",
                        "q = (.438436,.222381,.339183; .379042,.437182,.183776), F = -2.319919, eig in [.633093,"
                                + " 1.366907], -log Z = -2.324099",
                        COMPUTED),
                new Statement(
                        "N5",
                        "The same at m = 0.1.",
                        "q = (.415995,.224899,.359106; .420184,.396265,.183551), F = -2.297857, eig in [.339567,"
                                + " 1.660433], -log Z = -2.311190",
                        COMPUTED),
                new Statement(
                        "N6", "All starts, solvers and masks reach one fixed point.", "spread below 1e-8", "theorem"),
                new Statement(
                        "N7",
                        "Implicit gradient of the worked model, m = 0.5: dq_1/db.",
                        "(.247235,-.098581,-.148654,.007387,-.015380,.007993)",
                        COMPUTED),
                new Statement(
                        "N8",
                        "Undamped parallel mean field cycles on an admissible model of ten binary variables; damped steps"
                                + " a < 2/L converge.",
                        "eig .2 .. 8.2; cycle (.999246,.000754); a = .1, .2, .24 converge, .3 does not",
                        COMPUTED),
                new Statement(
                        "N9",
                        "For a <= 1/L the free energy falls each step and the error contracts by 1 - a m.",
                        "inequality",
                        "derived"),
                new Statement("N10", "F >= -log Z, tight as couplings vanish.", "inequality", "identity"),
                new Statement(
                        "N11",
                        "The convolutional operator equals the dense A^T A - blkdiag.",
                        "1e-10 on an 8x8 toy with strides 2 and 4",
                        "identity"),
                new Statement(
                        "N12",
                        "MNIST at 40% observed pixels: the monotone machine classifies better than the deep Boltzmann machine"
                                + " under mean field.",
                        "about 93% against about 64%; tested as more than 5 points",
                        UNVERIFIED),
                new Statement(
                        "N13",
                        "Iterations stay at most 50 during training at tolerance 0.01; parallel mean field of the deep"
                                + " Boltzmann machine fails on a visible share of inputs.",
                        "<= 50; > 0",
                        UNVERIFIED),
                new Statement(
                        "N14",
                        "Clamping variable 2 of the worked model to state 3 gives the exact conditional of variable 1.",
                        "(.481854,.195149,.322997)",
                        COMPUTED),
                new Statement(
                        "N15",
                        "The parameterisation reaches every symmetric Phi with largest eigenvalue at most 1 - m.",
                        "1e-10",
                        "derived"),
                new Statement("N16", "Binary variables obey s = tanh(J s / 2 + h).", "1e-10, n = 20", "derived"));
    }
}
