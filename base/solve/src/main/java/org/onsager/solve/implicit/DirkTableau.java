package org.onsager.solve.implicit;

import java.util.Arrays;
import org.onsager.solve.Weights;

/// The coefficients of a diagonally implicit Runge-Kutta method, possibly with an explicit partner for the
/// non-stiff part of a split equation that shares its nodes.
public final class DirkTableau {
    private final String name;
    private final int order;
    private final int errorOrder;
    private final double[] c;
    private final double[][] a;
    private final double[][] explicit;
    private final double[] b;
    private final double[] explicitB;
    private final double[] e;
    private final Weights[] rows;
    private final Weights[] explicitRows;
    private final Weights update;
    private final Weights explicitUpdate;
    private final boolean lastExplicit;
    private final Weights error;
    private final boolean stiffly;

    private DirkTableau(
            String name,
            int order,
            int errorOrder,
            double[] c,
            double[][] a,
            double[] b,
            double[] e,
            double[][] explicit,
            double[] explicitB) {
        this.name = name;
        this.order = order;
        this.errorOrder = errorOrder;
        this.c = c;
        this.a = a;
        this.b = b;
        this.e = e;
        this.explicit = explicit;
        this.explicitB = explicitB;
        explicitUpdate = Weights.of(explicitB);
        lastExplicit = explicitB[b.length - 1] != 0;
        rows = new Weights[a.length];
        for (int i = 0; i < a.length; i++) {
            if (a[i].length != i + 1)
                throw new IllegalArgumentException("%s: row %d of a must have %d entries".formatted(name, i, i + 1));
            rows[i] = Weights.of(Arrays.copyOf(a[i], i));
        }
        explicitRows = Arrays.stream(explicit).map(Weights::of).toArray(Weights[]::new);
        update = Weights.of(b);
        error = Weights.of(e);
        stiffly = Arrays.equals(a[a.length - 1], b);
    }

    /// A method.
    ///
    /// @param a  row `i` has `i + 1` entries, the last on the diagonal; a diagonal zero marks an explicit stage
    /// @param e  weights of the error estimate, empty without one
    static DirkTableau of(String name, int order, int errorOrder, double[] c, double[][] a, double[] b, double[] e) {
        return new DirkTableau(name, order, errorOrder, c, a, b, e, new double[0][], b);
    }

    /// With an explicit partner of the same weights, row `i` of `i` entries.
    DirkTableau withExplicit(double[][] rows) {
        return withExplicit(rows, b);
    }

    /// With an explicit partner of weights of its own, row `i` of `i` entries.
    DirkTableau withExplicit(double[][] rows, double[] weights) {
        return new DirkTableau(name, order, errorOrder, c, a, b, e, rows, weights);
    }

    /// The method's name.
    public String name() {
        return name;
    }

    /// Order of the method.
    public int order() {
        return order;
    }

    /// Order of the embedded solution, 0 without one.
    public int errorOrder() {
        return errorOrder;
    }

    /// Number of stages.
    public int stages() {
        return b.length;
    }

    /// \(c_i\).
    public double c(int i) {
        return c[i];
    }

    /// \(a_{ij}\) of the implicit method.
    public double a(int i, int j) {
        return j <= i ? a[i][j] : 0;
    }

    /// \(a_{ij}\) of the explicit partner.
    public double explicit(int i, int j) {
        return explicit.length > 0 && j < i ? explicit[i][j] : 0;
    }

    /// \(b_i\) of the explicit partner.
    public double explicitB(int i) {
        return explicitB[i];
    }

    /// \(b_i\).
    public double b(int i) {
        return b[i];
    }

    /// \(e_i = b_i - \hat b_i\).
    public double e(int i) {
        return i < e.length ? e[i] : 0;
    }

    /// Whether the last stage is the solution.
    public boolean stifflyAccurate() {
        return stiffly;
    }

    /// Whether there is an explicit partner.
    public boolean hasExplicit() {
        return explicit.length > 0;
    }

    Weights row(int i) {
        return rows[i];
    }

    Weights explicitRow(int i) {
        return explicitRows[i];
    }

    Weights update() {
        return update;
    }

    Weights explicitUpdate() {
        return explicitUpdate;
    }

    /// Whether the explicit partner uses its last stage.
    boolean lastExplicit() {
        return lastExplicit;
    }

    Weights error() {
        return error;
    }
}
