package org.onsager.solve.explicit;

import java.util.Arrays;
import org.onsager.solve.Weights;

/// The coefficients of an explicit Runge-Kutta method:
/// \(k_i = f(t + c_i h,\; y + h\sum_{j<i} a_{ij} k_j)\), \(y_1 = y + h\sum b_i k_i\), error \(h\sum e_i k_i\),
/// and, where the method has one, a dense output \(y(t + \theta h) = y + h\sum_i b_i(\theta) k_i\) with
/// polynomials \(b_i\), possibly with further stages that are computed only when it is asked for.
public final class ErkTableau {
    private final String name;
    private final int order;
    private final int errorOrder;
    private final double[] c;
    private final double[][] a;
    private final double[] b;
    private final double[] e;
    private final double[] secondError;
    private final double[][] dense;
    private final Weights[] rows;
    private final Weights update;
    private final Weights error;
    private final Weights errorSecond;
    private final int stages;
    private final boolean firstSameAsLast;

    private ErkTableau(
            String name,
            int order,
            int errorOrder,
            double[] c,
            double[][] a,
            double[] b,
            double[] e,
            double[] secondError,
            double[][] dense) {
        this.name = name;
        this.order = order;
        this.errorOrder = errorOrder;
        this.c = c;
        this.a = a;
        this.b = b;
        this.e = e;
        this.secondError = secondError;
        this.dense = dense;
        stages = b.length;
        rows = Arrays.stream(a).map(Weights::of).toArray(Weights[]::new);
        update = Weights.of(b);
        error = Weights.of(e);
        errorSecond = Weights.of(secondError);
        firstSameAsLast = stages > 1
                && c[stages - 1] == 1
                && b[stages - 1] == 0
                && Arrays.equals(a[stages - 1], Arrays.copyOf(b, stages - 1));
    }

    /// A method without an error estimate.
    ///
    /// @param a  one row a stage, of which the first is empty; row `i` has `i` entries
    public static ErkTableau of(String name, int order, double[] c, double[][] a, double[] b) {
        return of(name, order, 0, c, a, b, new double[0]);
    }

    /// An embedded pair.
    ///
    /// @param order  order of the solution that goes on
    /// @param errorOrder  order of the other one
    /// @param e  weights of the difference, \(b - \hat b\)
    public static ErkTableau of(
            String name, int order, int errorOrder, double[] c, double[][] a, double[] b, double[] e) {
        if (c.length != b.length || a.length != b.length)
            throw new IllegalArgumentException("%s: a, b and c must have one entry a stage, not %d, %d and %d"
                    .formatted(name, a.length, b.length, c.length));
        for (int i = 0; i < a.length; i++)
            if (a[i].length != i)
                throw new IllegalArgumentException(
                        "%s: row %d of a must have %d entries, not %d".formatted(name, i, i, a[i].length));
        return new ErkTableau(name, order, errorOrder, c, a, b, e, new double[0], new double[0][]);
    }

    /// With dense output; stages beyond those of the method are computed when they are needed.
    ///
    /// @param extraC  nodes of further stages
    /// @param extraA  their rows, over all earlier stages
    /// @param weights  for each stage the coefficients of \(\theta, \theta^2, \dots\) of \(b_i(\theta)\)
    public ErkTableau withDense(double[] extraC, double[][] extraA, double[][] weights) {
        double[] allC = Arrays.copyOf(c, stages + extraC.length);
        System.arraycopy(extraC, 0, allC, stages, extraC.length);
        double[][] allA = Arrays.copyOf(a, stages + extraA.length);
        System.arraycopy(extraA, 0, allA, stages, extraA.length);
        return new ErkTableau(name, order, errorOrder, allC, allA, b, e, secondError, weights);
    }

    /// With a second, coarser estimate \(e'\), combined as in DOP853: \(|e|^2 / \sqrt{|e|^2 + 0.01 |e'|^2}\).
    public ErkTableau withSecondError(double[] weights) {
        return new ErkTableau(name, order, errorOrder, c, a, b, e, weights, dense);
    }

    /// The method's name.
    public String name() {
        return name;
    }

    /// Order of the solution that goes on.
    public int order() {
        return order;
    }

    /// Order of the embedded solution, 0 without one.
    public int errorOrder() {
        return errorOrder;
    }

    /// Stages of a step, not counting those for dense output.
    public int stages() {
        return stages;
    }

    /// Stages including those for dense output.
    public int allStages() {
        return c.length;
    }

    /// \(c_i\).
    public double c(int i) {
        return c[i];
    }

    /// \(a_{ij}\), 0 on and above the diagonal.
    public double a(int i, int j) {
        return j < a[i].length ? a[i][j] : 0;
    }

    /// \(b_i\).
    public double b(int i) {
        return b[i];
    }

    /// \(e_i\), 0 without an estimate.
    public double e(int i) {
        return i < e.length ? e[i] : 0;
    }

    /// The value of \(b_i(\theta)\).
    public double dense(int i, double theta) {
        double[] p = dense[i];
        double value = 0;
        for (int m = p.length - 1; m >= 0; m--) value = theta * (value + p[m]);
        return value;
    }

    /// The derivative \(b_i'(\theta)\).
    public double denseDerivative(int i, double theta) {
        double[] p = dense[i];
        double value = 0;
        for (int m = p.length - 1; m >= 0; m--) value = theta * value + (m + 1) * p[m];
        return value;
    }

    /// Whether the method has a dense output of its own.
    public boolean hasDense() {
        return dense.length > 0;
    }

    /// Whether the last stage is the first of the next step.
    public boolean firstSameAsLast() {
        return firstSameAsLast;
    }

    Weights row(int i) {
        return rows[i];
    }

    Weights update() {
        return update;
    }

    Weights error() {
        return error;
    }

    Weights secondError() {
        return errorSecond;
    }
}
