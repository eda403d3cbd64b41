package org.onsager.solve.symplectic;

/// Ruth's method of order 3: three kicks and drifts.
///
/// Source: R. D. Ruth, *A canonical integration technique*, IEEE Trans. Nucl. Sci. 30 (1983).
public record Ruth3() implements Composition {
    private static final double[] KICKS = {7.0 / 24, 3.0 / 4, -1.0 / 24};
    private static final double[] DRIFTS = {2.0 / 3, -2.0 / 3, 1};

    @Override
    public String name() {
        return "Ruth3";
    }

    @Override
    public double order() {
        return 3;
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
        return "R. D. Ruth, A canonical integration technique, IEEE Trans. Nucl. Sci. 30 (1983)";
    }
}
