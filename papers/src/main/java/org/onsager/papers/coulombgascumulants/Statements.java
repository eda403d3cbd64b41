package org.onsager.papers.coulombgascumulants;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String DERIVED = "derived from the model";
    private static final String COMPUTED = "computed by an exact engine";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "C1",
                        "In the harmonic plane the second moment is a gamma variable; every cumulant exceeds the formula by"
                                + " the same factor.",
                        "beta = 3, N = 40: kappa_q = (q-1)! 1210 (2/120)^q, ratio 1.0083333",
                        DERIVED),
                new Statement(
                        "C2",
                        "Harmonic trap, f = r^2: scaled cumulants of every dimension.",
                        "q = 2..5: 4/3, 8, 64, 640 (d = 1); 0.8, 8/3, 14.2222, 104.2963 (d = 3)",
                        DERIVED),
                new Statement(
                        "C3",
                        "On the line the exact chain converges to it, beta = 1.",
                        "N = 10: 1.6206869, 9.0772013, 70.028959, 684.99335; 40: 1.4188812, 8.3331046, 65.946679,"
                                + " 655.19008; 160: 1.3564979, 8.0915409, 64.542876, 644.29309",
                        COMPUTED),
                new Statement(
                        "C4",
                        "Ginibre, f = r^3: exact cumulants and their limit.",
                        "N = 50: 1.5854804, 14.555363, 223.02782, 4893.6755; 200: 1.5211629, 13.759596, 207.51313,"
                                + " 4476.8956; 800: 1.5052777, 13.564635, 203.74592, 4376.6815; limit 1.5, 13.5, 202.5,"
                                + " 4343.625",
                        COMPUTED),
                new Statement(
                        "C5",
                        "A smooth oscillating statistic, f = cos 2r, V = r^2/4 + r^4/8.",
                        "N = 800: 1.5826300, -1.9915783, -3.7375403, 10.580019; limit 1.5851067, -2.0048719,"
                                + " -3.6394792, 8.4631197",
                        COMPUTED),
                new Statement(
                        "C6",
                        "Only the edge matters: functions with the same jet at R share the cumulants from the third on;"
                                + " f'(R) = 0 kills them.",
                        "equal to 1e-10 by the formula, to 2% exactly at N = 400",
                        "the paper's headline, " + DERIVED),
                new Statement(
                        "C7",
                        "The centre of mass of a harmonic gas is Gaussian with variance 1/beta in every dimension.",
                        "Var(sum x_i) = 1/beta, d = 1, 2, 3, N = 10",
                        DERIVED),
                new Statement(
                        "C8",
                        "The rate function of the second moment in the harmonic plane.",
                        "Psi(l) = l/2 - 1/4 - ln(2l)/4",
                        DERIVED),
                new Statement(
                        "C9",
                        "A tilt by exp(-4 r^2) opens a hole at the centre of the harmonic plane.",
                        "s_c = 1/8, hole radius sqrt(ln(8s)/4), centre density ~ 1 - 8s",
                        DERIVED),
                new Statement(
                        "C10",
                        "In three dimensions, harmonic, f = r^2, beta = 1, sampled cumulants go to the formula.",
                        "kappa_2 -> 0.8, kappa_3 N -> 8/3; drift with N not published",
                        "limit " + DERIVED),
                new Statement(
                        "C11",
                        "With a soft centre and a cusp, V = r^4/4 and f = exp(-r), the formula fails.",
                        "kappa_4 N^2 2^3 = -0.78, -5.4, -31.3 at N = 50, 200, 800; the formula says -0.0046",
                        COMPUTED),
                new Statement(
                        "C12",
                        "A shell droplet counts both its edges, V = r^4/4 - r^2/4, f = cos 2r.",
                        "N = 100: 1.3571729, 4.4157676, 12.798113, -125.33491; 400: 1.3518116, 4.4429744, 13.888765,"
                                + " -93.648025; limit 1.3499804, 4.4509735, 14.2197668, -84.6499633",
                        COMPUTED));
    }
}
