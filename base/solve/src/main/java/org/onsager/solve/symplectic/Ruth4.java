package org.onsager.solve.symplectic;

/// Forest and Ruth's method of order 4: drift, kick, drift, kick, drift, kick, drift; Yoshida's coefficients with
/// the parts exchanged.
///
/// Source: E. Forest and R. D. Ruth, *Fourth-order symplectic integration*, Physica D 43 (1990).
public record Ruth4() implements Composition {
    private static final double[] W = Composition.symmetric(1 / (2 - Math.cbrt(2)));
    private static final double[] KICKS = {0, W[0], W[1], W[2]};
    private static final double[] DRIFTS = {W[0] / 2, (W[0] + W[1]) / 2, (W[1] + W[2]) / 2, W[2] / 2};

    @Override
    public String name() {
        return "Ruth4";
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
        return "E. Forest and R. D. Ruth, Fourth-order symplectic integration, Physica D 43 (1990)";
    }
}
