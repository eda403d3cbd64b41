package org.onsager.solve.explicit;

import java.util.Optional;
import org.onsager.solve.BootstrappedHermite;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// Carpenter and Kennedy's low-storage method: five stages, order 4, two registers of state, made for large
/// discretised partial differential equations; no error estimate. Dense output of order 4 by
/// [org.onsager.solve.BootstrappedHermite].
///
/// Source: M. H. Carpenter and C. A. Kennedy, *Fourth-order 2N-storage Runge-Kutta schemes*, NASA TM 109112
/// (1994).
public record CarpenterKennedy() implements Solver {
    private static final double[] A = {
        0,
        -567301805773.0 / 1357537059087.0,
        -2404267990393.0 / 2016746695238.0,
        -3550918686646.0 / 2091501179385.0,
        -1275806237668.0 / 842570457699.0
    };
    private static final double[] B = {
        1432997174477.0 / 9575080441755.0,
        5161836677717.0 / 13612068292357.0,
        1720146321549.0 / 2090206949498.0,
        3134564353537.0 / 4481467310338.0,
        2277821191437.0 / 14882151754819.0
    };
    private static final double[] C = {
        0,
        1432997174477.0 / 9575080441755.0,
        2526269341429.0 / 6820363962896.0,
        2006345519317.0 / 3224310063776.0,
        2802321613138.0 / 2924317926251.0
    };

    @Override
    public String name() {
        return "CarpenterKennedy";
    }

    @Override
    public double order() {
        return 4;
    }

    @Override
    public double errorOrder() {
        return 0;
    }

    @Override
    public String citation() {
        return "M. H. Carpenter, C. A. Kennedy, Fourth-order 2N-storage Runge-Kutta schemes, NASA TM 109112 (1994)";
    }

    @Override
    public Optional<String> denseCitation() {
        return Optional.of(BootstrappedHermite.citation(order()));
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new LowStorageStepper<>(4, A, B, C, requireOde(term), start);
    }

    /// The equivalent Butcher tableau, for the order conditions.
    public static ErkTableau butcher() {
        int s = A.length;
        var a = new double[s + 1][s];
        // stage i has state y + sum over j < i of B_j S_j, and S_j = A_j S_(j-1) + h k_j
        for (int i = 0; i <= s; i++)
            for (int j = 0; j < i; j++) {
                double carried = 1;
                for (int m = j; m < i; m++) {
                    if (m > j) carried *= A[m];
                    a[i][j] += B[m] * carried;
                }
            }
        var lower = new double[s][];
        for (int i = 0; i < s; i++) lower[i] = java.util.Arrays.copyOf(a[i], i);
        return ErkTableau.of("CarpenterKennedy", 4, C, lower, a[s]);
    }
}
