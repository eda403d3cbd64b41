package org.onsager.solve.symplectic;

/// Yoshida's method of order 8 (solution A), fifteen Verlet steps.
///
/// Source: H. Yoshida, *Construction of higher order symplectic integrators*, Phys. Lett. A 150 (1990).
public record Yoshida8() implements Composition {
    private static final double[] W = Composition.symmetric(
            -1.61582374150097,
            -2.44699182370524,
            -0.00716989419708120,
            2.44002732616735,
            0.157739928123617,
            1.82020630970714,
            1.04242620869991);
    private static final double[] KICKS = Composition.verletKicks(W);
    private static final double[] DRIFTS = Composition.verletDrifts(W);

    @Override
    public String name() {
        return "Yoshida8";
    }

    @Override
    public double order() {
        return 8;
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
        return "H. Yoshida, Construction of higher order symplectic integrators, Phys. Lett. A 150 (1990)";
    }
}
