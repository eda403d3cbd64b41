package org.onsager.solve.symplectic;

/// Yoshida's method of order 6 (solution A), seven Verlet steps.
///
/// Source: H. Yoshida, *Construction of higher order symplectic integrators*, Phys. Lett. A 150 (1990).
public record Yoshida6() implements Composition {
    private static final double[] W =
            Composition.symmetric(-1.17767998417887100695, 0.23557321335935813368, 0.78451361047755726382);
    private static final double[] KICKS = Composition.verletKicks(W);
    private static final double[] DRIFTS = Composition.verletDrifts(W);

    @Override
    public String name() {
        return "Yoshida6";
    }

    @Override
    public double order() {
        return 6;
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
