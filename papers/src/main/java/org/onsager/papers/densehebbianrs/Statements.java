package org.onsager.papers.densehebbianrs;

import java.util.List;
import org.onsager.lab.Statement;

/// The table of claims.
final class Statements {
    private static final String DERIVED = "derived from the model";
    private static final String COMPUTED = "independent numerical solution of the replica-symmetric equations";

    private Statements() {}

    static List<Statement> all() {
        return List.of(
                new Statement(
                        "D1",
                        "The replica-symmetric ground state retrieves up to gamma_c at rho = 0, distinct indices.",
                        "gamma_c = 0.395720 (P=4, m_c = 0.917922), 0.473039 (P=6, m_c = 0.961987), 0.558801 (P=8)",
                        DERIVED),
                new Statement(
                        "D2",
                        "At temperature T' retrieval exists up to the spinodal load, P = 4, rho = 0.",
                        "gamma_max = 0.41738 (T'=0.1), 0.43534 (0.2), 0.45909 (0.5), 0.27322 (0.8)",
                        COMPUTED),
                new Statement(
                        "D3",
                        "The dense ferromagnet, gamma = 0: spinodal and first-order temperatures; the latter tends to"
                                + " 1/(2 ln 2) as P grows.",
                        "spinodal T' = 0.991573 (P=4), 1.268161 (P=6); first order 0.725899 (P=4), 0.721605 (P=6)",
                        DERIVED),
                new Statement(
                        "D4",
                        "On the Nishimori line beta' gamma = 1 at rho = 0, m = q and u = -1/2 exactly.",
                        "P=4, gamma=0.3: m = q = 0.981634",
                        DERIVED),
                new Statement(
                        "D5",
                        "A retrieval solution with Gaussian example means: P=4, beta'=5, gamma=0.05, rho=0.2.",
                        "m = 0.947545, n = 0.828888, q = 0.965525, A = 1.808419",
                        COMPUTED),
                new Statement(
                        "D6",
                        "The same with the exact binomial law, r=0.5, M=15.",
                        "m = 0.938034, n = 0.831414, q = 0.964163",
                        COMPUTED),
                new Statement(
                        "D7",
                        "At low load and T=0 the retrieved state is the majority vote of the examples, site by site.",
                        "r=0.3, M=7: m = 0.600309; Gaussian form erf(1/sqrt(2 rho))",
                        DERIVED),
                new Statement(
                        "D8",
                        "One noiseless parallel step from an archetype keeps the overlap of the signal-to-noise formula.",
                        "P=4, N=100: 0.99018 (gamma=0.3), 0.88615 (gamma=0.8), 0.89973 (gamma=0.2, r=0.6, M=10)",
                        DERIVED),
                new Statement(
                        "D9",
                        "The capacity falls with the dataset entropy, P = 4, T = 0.",
                        "gamma_c = 0.31491 (rho=0.05), 0.26116 (0.1), 0.19741 (0.2), 0.16260 (0.3), 0.12746 (0.5),"
                                + " 0.09784 (1)",
                        COMPUTED),
                new Statement(
                        "D10",
                        "With full powers the ground-state capacity is smaller by (2P-3)!!/(P-1)!.",
                        "0.158288 (P=4), 0.060068 (P=6)",
                        DERIVED),
                new Statement(
                        "D11",
                        "Local fields from power sums equal those of the full coupling tensor.",
                        "N=10, P=4, K=6, real patterns: equal to 1e-12",
                        "identity"),
                new Statement(
                        "D12",
                        "At gamma = 0, T = 0 the overlap depends on r and M through rho alone, whatever P is.",
                        "curves m(M) for P = 4, 6, 8 coincide",
                        DERIVED),
                new Statement(
                        "D13",
                        "Ultra-storage: retrieval survives up to K ~ N^(P-1), within 25% of gamma_c(T')."
                                + " Ultra-detection: with K ~ N^b it survives tensor noise omega ~ N^((P-1-b)/2).",
                        "crossing at gamma_c(T'); exponent (P-1-b)/2",
                        "abstract; exponents derived"),
                new Statement(
                        "D14",
                        "MNIST: retrieval overlap grows with the number of examples and saturates; denser coupling"
                                + " tolerates more noise than P = 2.",
                        "shape only",
                        "unverified"),
                new Statement(
                        "D15",
                        "Plefka dynamics reach the overlap of Monte Carlo at lower time for gamma below 0.7 gamma_c.",
                        "same overlap within 2 standard errors",
                        "abstract for the idea; figure unverified"));
    }
}
