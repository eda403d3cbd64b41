package org.onsager.solve.implicit;

import java.util.List;
import java.util.stream.IntStream;

/// The Gauss-Legendre methods of order 2 to 8: symplectic, A-stable, conserve quadratic invariants; for
/// Hamiltonians that are not separable. Fixed steps.
///
/// Source: E. Hairer, C. Lubich and G. Wanner, *Geometric Numerical Integration*, II.1 and VI.4.
///
/// @param stages  1 to 4; the order is twice that
public record GaussLegendre(int stages) implements Collocation {
    private static final List<CollocationTableau> TABLEAUS =
            IntStream.rangeClosed(1, 4).mapToObj(CollocationTableau::gauss).toList();

    public GaussLegendre {
        if (stages < 1 || stages > 4) throw new IllegalArgumentException("stages must be in [1, 4], not " + stages);
    }

    @Override
    public CollocationTableau tableau() {
        return TABLEAUS.get(stages - 1);
    }

    @Override
    public double errorOrder() {
        return 0;
    }

    @Override
    public String citation() {
        return "E. Hairer, C. Lubich, G. Wanner, Geometric Numerical Integration, II.1";
    }
}
