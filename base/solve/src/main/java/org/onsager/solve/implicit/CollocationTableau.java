package org.onsager.solve.implicit;

import java.util.Arrays;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/// A collocation method, computed from its nodes: \(a_{ij} = \int_0^{c_i} \ell_j\), \(b_j = \int_0^1 \ell_j\),
/// and the real Schur-like form \(A^{-1} = V D V^{-1}\) that decouples Newton's iteration into one real system an
/// eigenvalue and one complex system a conjugate pair.
public final class CollocationTableau {
    final String name;
    final int order;
    final int stages;
    final double[] c;
    final double[][] a;
    final double[] b;
    /// \(A^{-1}\): from stage increments to derivatives times the step.
    final double[][] inverseA;
    final double[][] v;
    final double[][] inverseV;
    final double[] real;
    final double[] pairReal;
    final double[] pairImaginary;
    /// Weights of the solution on the stage increments, \(d = b^T A^{-1}\).
    final double[] d;
    /// Weights of the error estimate on the stage increments, empty without a real eigenvalue.
    final double[] error;

    private CollocationTableau(String name, int order, double[] c) {
        this.name = name;
        this.order = order;
        this.c = c;
        stages = c.length;
        a = new double[stages][stages];
        b = new double[stages];
        for (int j = 0; j < stages; j++) {
            b[j] = integral(j, 1);
            for (int i = 0; i < stages; i++) a[i][j] = integral(j, c[i]);
        }
        RealMatrix inverse =
                new LUDecomposition(MatrixUtils.createRealMatrix(a)).getSolver().getInverse();
        inverseA = inverse.getData();
        d = c[stages - 1] == 1
                ? MatrixUtils.createRealIdentityMatrix(stages).getRow(stages - 1)
                : inverse.preMultiply(b);
        var eigen = new EigenDecompositionNonSymmetric(inverse);
        Complex[] values = eigen.getEigenvalues();
        int realCount = (int) Arrays.stream(values)
                .filter(z -> Math.abs(z.getImaginary()) < 1e-9)
                .count();
        int pairs = (stages - realCount) / 2;
        real = new double[realCount];
        pairReal = new double[pairs];
        pairImaginary = new double[pairs];
        v = new double[stages][stages];
        int r = 0, p = 0;
        for (int m = 0; m < stages; m++) {
            if (values[m].getImaginary() < -1e-9) continue;
            boolean isReal = Math.abs(values[m].getImaginary()) < 1e-9;
            int column = isReal ? r : realCount + 2 * p;
            for (int i = 0; i < stages; i++) {
                Complex entry = eigen.getEigenvector(m).getEntry(i);
                v[i][column] = entry.getReal();
                if (!isReal) v[i][column + 1] = entry.getImaginary();
            }
            if (isReal) real[r++] = values[m].getReal();
            else {
                pairReal[p] = values[m].getReal();
                pairImaginary[p++] = values[m].getImaginary();
            }
        }
        inverseV = new LUDecomposition(MatrixUtils.createRealMatrix(v))
                .getSolver()
                .getInverse()
                .getData();
        error = realCount == 1 ? errorWeights(inverse) : new double[0];
    }

    /// Radau IIA with 1, 3, 5 or 7 stages, of order \(2s - 1\): the nodes are the roots of
    /// \(d^{s-1}/dx^{s-1}\,[x^{s-1}(x-1)^s]\), of which the last is 1.
    static CollocationTableau radau(int stages) {
        return new CollocationTableau(
                stages == 1 ? "Radau1" : "Radau" + (2 * stages - 1), 2 * stages - 1, nodes(stages, true));
    }

    /// Gauss-Legendre with 1 to 7 stages, of order \(2s\).
    static CollocationTableau gauss(int stages) {
        return new CollocationTableau("GaussLegendre" + 2 * stages, 2 * stages, nodes(stages, false));
    }

    /// Roots in \([0, 1]\) of \(P_s\), or of \(P_s - P_{s-1}\), found by bisection between sign changes on a fine
    /// grid.
    private static double[] nodes(int s, boolean radau) {
        var found = new double[s];
        int count = 0;
        int inner = radau ? s - 1 : s;
        int grid = 2000;
        for (int i = 0; i < grid && count < inner; i++) {
            double low = -1 + 1.9999 * i / grid, high = -1 + 1.9999 * (i + 1) / grid;
            double atLow = polynomial(s, radau, low);
            if (atLow * polynomial(s, radau, high) > 0) continue;
            for (int k = 0; k < 80; k++) {
                double middle = 0.5 * (low + high);
                if (atLow * polynomial(s, radau, middle) > 0) low = middle;
                else high = middle;
            }
            found[count++] = 0.5 * (1 + high);
        }
        if (radau) found[count] = 1;
        return found;
    }

    private static double polynomial(int s, boolean radau, double x) {
        double before = 1, value = x;
        if (s == 0) return 1;
        for (int k = 1; k < s; k++) {
            double next = ((2 * k + 1) * x * value - k * before) / (k + 1);
            before = value;
            value = next;
        }
        return radau ? value - before : value;
    }

    /// \(\int_0^{to} \ell_j\) by a Gauss rule that is exact for the degree.
    private double integral(int j, double to) {
        double[] x = {-0.9061798459386640, -0.5384693101056831, 0, 0.5384693101056831, 0.9061798459386640};
        double[] w = {0.2369268850561891, 0.4786286704993665, 0.5688888888888889, 0.4786286704993665, 0.2369268850561891
        };
        double sum = 0;
        for (int m = 0; m < 5; m++) sum += w[m] * lagrange(j, 0.5 * to * (1 + x[m]));
        return 0.5 * to * sum;
    }

    private double lagrange(int j, double at) {
        double value = 1;
        for (int m = 0; m < stages; m++) if (m != j) value *= (at - c[m]) / (c[j] - c[m]);
        return value;
    }

    /// \(\mu (\hat b - b)^T A^{-1}\), where \(\hat b\) with weight \(1/\mu\) at 0 integrates degree \(s - 1\)
    /// exactly.
    private double[] errorWeights(RealMatrix inverseA) {
        double mu = real[0];
        var moments = new double[stages][stages];
        var right = new double[stages];
        for (int q = 0; q < stages; q++) {
            for (int i = 0; i < stages; i++) moments[q][i] = Math.pow(c[i], q);
            right[q] = 1.0 / (q + 1) - (q == 0 ? 1 / mu : 0);
        }
        double[] hat = new LUDecomposition(MatrixUtils.createRealMatrix(moments))
                .getSolver()
                .solve(MatrixUtils.createRealVector(right))
                .toArray();
        for (int i = 0; i < stages; i++) hat[i] = mu * (hat[i] - b[i]);
        return inverseA.preMultiply(hat);
    }

    /// The value at \(\theta\) of the polynomial through 0 at 0 and \(Z_i\) at \(c_i\), as weights on the
    /// \(Z_i\).
    void weights(double theta, double[] into) {
        for (int i = 0; i < stages; i++) {
            double value = theta / c[i];
            for (int m = 0; m < stages; m++) if (m != i) value *= (theta - c[m]) / (c[i] - c[m]);
            into[i] = value;
        }
    }

    /// The derivative of those weights by \(\theta\).
    void weightDerivatives(double theta, double[] into) {
        for (int i = 0; i < stages; i++) {
            double sum = 0;
            for (int skip = -1; skip < stages; skip++) {
                if (skip == i) continue;
                double product = skip < 0 ? 1 / c[i] : theta / c[i] / (c[i] - c[skip]);
                for (int m = 0; m < stages; m++) if (m != i && m != skip) product *= (theta - c[m]) / (c[i] - c[m]);
                sum += product;
            }
            into[i] = sum;
        }
    }

    /// The method's name.
    public String name() {
        return name;
    }

    /// Order of the method.
    public int order() {
        return order;
    }

    /// \(a_{ij}\), a copy.
    public double[][] a() {
        return Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    }

    /// \(b\), a copy.
    public double[] b() {
        return b.clone();
    }
}
