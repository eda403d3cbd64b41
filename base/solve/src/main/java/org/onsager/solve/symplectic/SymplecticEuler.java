package org.onsager.solve.symplectic;

/// The symplectic Euler method: order 1, momenta first. On \(\frac12(p^2+q^2)\) it keeps \(p^2 + q^2 - hpq\).
///
/// Source: R. de Vogelaere (1956); E. Hairer, C. Lubich and G. Wanner, *Geometric Numerical Integration*, I.1.
public record SymplecticEuler() implements Composition {
    private static final double[] KICKS = {1};
    private static final double[] DRIFTS = {1};

    @Override
    public String name() {
        return "SymplecticEuler";
    }

    @Override
    public double order() {
        return 1;
    }

    @Override
    public double[] kicks() {
        return KICKS.clone();
    }

    @Override
    public double[] drifts() {
        return DRIFTS.clone();
    }

    @Override
    public String citation() {
        return "R. de Vogelaere (1956); E. Hairer, C. Lubich and G. Wanner, Geometric Numerical Integration, I.1";
    }
}
