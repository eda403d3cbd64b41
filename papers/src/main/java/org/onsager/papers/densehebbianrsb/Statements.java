package org.onsager.papers.densehebbianrsb;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String COMPUTED = "independent numerical solution of the equations";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "B1",
                        "The glass of P = 3, gamma = 1, has a dynamical and a static temperature.",
                        "T'_d = 0.681598, T'_K = 0.651385, q_K = 0.81352",
                        "literature (0.682, 0.651) and " + COMPUTED),
                new Statement(
                        "B2",
                        "The same for P = 4 and 6; T'_K tends to 1/(2 sqrt(ln 2)) as P grows.",
                        "P=4: 0.678411, 0.616883, q_K = 0.948088; P=6: 0.727476, 0.603296; limit 0.600561",
                        COMPUTED + ", limit derived"),
                new Statement(
                        "B3",
                        "Ground-state pressure of the glass with one step of breaking, gamma = 1, and without.",
                        "0.765259 (P=2; q1 = 0.47678, D = 1.36082), 0.813535 (P=3), 0.825471 (P=4; D = 1.54607),"
                                + " 0.831276 (P=6); RS 0.797885 (P=2), 1.128379 (P=4)",
                        "literature (P=2) and " + COMPUTED),
                new Statement(
                        "B4",
                        "The broken glass inside its phase: P = 4, gamma = 1, T' = 0.4.",
                        "theta = 0.624939, q2 = 0.977719, A = 2.068856; paramagnet 2.255647",
                        COMPUTED),
                new Statement(
                        "B5",
                        "Breaking the symmetry raises the capacity at T = 0.",
                        "P=4: 0.395720 -> 0.45834 (m = 0.8185, q1 = 0.838, D = 2.03); P=6: 0.473039 -> 0.52771; P=8:"
                                + " 0.558801 -> 0.61345",
                        COMPUTED + "; the paper's own numbers unverified"),
                new Statement(
                        "B6",
                        "The broken retrieval state of P = 4 at gamma = 0.30, T = 0.",
                        "m = 0.987162, q1 = 0.997941, D = 17.4168, e = 0.5027612",
                        COMPUTED),
                new Statement(
                        "B7",
                        "At T = 0 retrieval and glass exchange at a first-order point, which tends to 1/(4 ln 2).",
                        "P=4: gamma = 0.379787 (broken retrieval), 0.380573 (symmetric retrieval); limit 0.360674",
                        COMPUTED + ", limit derived"),
                new Statement(
                        "B8",
                        "The replica-symmetric glass has entropy -(P-1)/(2 pi) at T = 0.",
                        "-0.159155 (P=2), -0.477465 (P=4)",
                        "derived"),
                new Statement(
                        "B9",
                        "For P > 2 the noise is a hard spin glass only: the pressure without retrieval depends on"
                                + " beta' sqrt(gamma) alone; not so for P = 2.",
                        "difference 0 for P > 2, finite for P = 2",
                        "abstract, and derived"),
                new Statement(
                        "B10",
                        "Guerra's bound: E A_N <= A_1RSB <= A_RS for every N; P = 4, beta' sqrt(gamma) = 2.5.",
                        "A_N = 1.664(19), 1.729(15), 1.775(12) for N = 6, 8, 10, below 2.06886",
                        "rigorous for even P, and computed"),
                new Statement(
                        "B11",
                        "The pressure is stationary in m, q1, q2 and theta at solutions.",
                        "all derivatives 0",
                        "identity"),
                new Statement(
                        "B12",
                        "On the Nishimori line beta' gamma = 1 replica symmetry is exact: m = q, u = -1/2, q1 = q2.",
                        "any P",
                        "derived"),
                new Statement(
                        "B13",
                        "Capacity of the Hopfield network (P = 2) at T = 0.",
                        "0.1379 (RS), 0.1382 (one step)",
                        "literature"));
    }
}
