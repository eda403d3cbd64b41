package org.onsager.solve.symplectic;

/// Yoshida's method of order 4, three Verlet steps; also found by Forest and Ruth.
///
/// Source: H. Yoshida, *Construction of higher order symplectic integrators*, Phys. Lett. A 150 (1990).
public record Yoshida4() implements Composition {
    private static final double[] W = Composition.symmetric(1 / (2 - Math.cbrt(2)));
    private static final double[] KICKS = Composition.verletKicks(W);
    private static final double[] DRIFTS = Composition.verletDrifts(W);

    @Override
    public String name() {
        return "Yoshida4";
    }

    @Override
    public double order() {
        return 4;
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
