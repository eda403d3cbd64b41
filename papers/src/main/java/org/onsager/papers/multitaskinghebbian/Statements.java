package org.onsager.papers.multitaskinghebbian;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String DERIVED = "derived from the equations";
    private static final String COMPUTED = "independent numerical solution of the equations";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "M1",
                        "At T = 0, below the critical dilution, the amplitudes form a hierarchy m_k/(1-d) = d^(k-1).",
                        "K=4, d=0.5: 1, 0.5, 0.25, 0.125",
                        "abstract (power law), and " + DERIVED),
                new Statement(
                        "M2",
                        "The hierarchy ends at the critical dilution 1 - 2d + d^K = 0.",
                        "0.618034, 0.543689, 0.518790, 0.508660 for K = 3, 4, 5, 6",
                        DERIVED),
                new Statement(
                        "M3",
                        "Beyond it, K = 3, d = 0.7, T = 0, coalitions of lower patterns win sites.",
                        "m/(1-d) = 0.955, 0.745, 0.535 exactly",
                        DERIVED),
                new Statement(
                        "M4",
                        "The energies of these two states of K = 3 cross at T = 0.",
                        "d = (1 + 2 sqrt 2)/7 = 0.5469182",
                        DERIVED),
                new Statement("M5", "The critical noise is T_c = 1 for every d, K and rho.", "1", DERIVED),
                new Statement(
                        "M6",
                        "The pure state is unstable to a second pattern beyond d_*(T).",
                        "0.199855 (T=0.2), 0.514122 (0.6), 0.603713 (0.8), 0.652799 (0.95)",
                        DERIVED + " and computed"),
                new Statement(
                        "M7",
                        "Near T_c pure retrieval gives way to parallel retrieval at d = 2/3: T = 0.95, K = 3.",
                        "A - ln 2: d=0.65 pure 0.000684, symmetric 0.000677; d=0.68 pure 0.000625, symmetric 0.000658",
                        DERIVED + " and computed"),
                new Statement(
                        "M8",
                        "Amplitudes m/(1-d) of K = 2 at T = 0.3.",
                        "d=0.4: 0.992, 0.324; 0.6: 0.961, 0.617; 0.68: 0.920, 0.748; 0.72: 0.855, 0.855",
                        COMPUTED),
                new Statement(
                        "M9",
                        "Amplitudes m/(1-d) of K = 3 at T = 0.5.",
                        "d=0.4: 0.958, 0, 0; 0.6: 0.698, 0.696, 0.399; 0.65: 0.645 x3; 0.9: 0.853 x3",
                        COMPUTED),
                new Statement(
                        "M10",
                        "Dataset entropy degrades the hierarchy of K = 2, d = 0.3, T = 0.05.",
                        "rho=0.1: 0.9845, 0.3134; 0.2: 0.9115, 0.3682; 0.3: 0.7934, 0.4547; 0.4: 0.6059, 0.6059",
                        COMPUTED),
                new Statement(
                        "M11",
                        "The same for K = 3, d = 0.4.",
                        "rho=0.05: 0.9887, 0.4074, 0.1713; 0.1: 0.9398, 0.4369, 0.2152; 0.2: 0.6488, 0.6488, 0.3459;"
                                + " 0.3: 0.5395 x3",
                        COMPUTED),
                new Statement(
                        "M12",
                        "With and without a teacher the amplitudes and thresholds are the same: T = 0, N = 4000, K = 2,"
                                + " d = 0.3, r = 0.5, M = 30.",
                        "theory 0.985, 0.314; simulated with 0.994, 0.315, without 0.992, 0.303",
                        "abstract, and computed"),
                new Statement(
                        "M13",
                        "The energy is the sum of product losses, H = N/(2(1-d)) sum [L_mu - (1 - d_mu/2)^2].",
                        "identity, d_mu the pattern's own share of blanks",
                        "the paper's equivalence, exact at finite N"),
                new Statement(
                        "M14",
                        "A single pattern at T = 0 is retrieved as the majority vote of its examples.",
                        "r=0.3, M=7: 0.600309",
                        DERIVED),
                new Statement(
                        "M15",
                        "Up to O(log N) patterns are retrieved together: those with d^(k-1)(1-d) > 3/sqrt(N).",
                        "2 at N=1000, d=0.3; 3 at N=10000, d=0.3; 5 at N=10000, d=0.5",
                        "abstract (growth), and derived"),
                new Statement(
                        "M16",
                        "At small M the exact law of the examples differs from the Gaussian one, and networks follow it;"
                                + " T = 0.05.",
                        "K=2,d=0.3,r=0.7,M=5: 0.88283, 0.37352 (Gaussian 0.90353, 0.37392); r=0.5,M=9: 0.80290, 0.41574"
                                + " (0.73705, 0.49952); K=3,d=0.4,r=0.6,M=9: 0.78707, 0.50555, 0.31618 (0.65028, 0.65028,"
                                + " 0.34348)",
                        COMPUTED));
    }
}
