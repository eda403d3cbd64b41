package org.onsager.solve.symplectic;

/// The Störmer-Verlet method (velocity Verlet, leapfrog): order 2, half kick, drift, half kick. On
/// \(\frac12(p^2+q^2)\) it keeps \((1-h^2/4)q^2 + p^2\).
///
/// Source: L. Verlet, Phys. Rev. 159 (1967).
public record StormerVerlet() implements Composition {
    private static final double[] KICKS = {0.5, 0.5};
    private static final double[] DRIFTS = {1, 0};

    @Override
    public String name() {
        return "StormerVerlet";
    }

    @Override
    public double order() {
        return 2;
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
        return "L. Verlet, Phys. Rev. 159 (1967)";
    }
}
