package org.onsager.solve;

/// The two loops that an explicit step spends its own time in: \(b + s\sum_j w_j k_j\) and the scaled error norm.
///
/// Short states (up to [#SHORT] components) keep four components in registers and run over the stages; long ones
/// are streamed, up to six stages a pass, in loops that the compiler turns into SIMD code. Either way a component
/// is a chain of fused multiply-adds in stage order, so that the bits do not depend on the path taken.
final class StageKernels {
    private static final int SHORT = 48;

    private StageKernels() {}

    private static void addShort(double[] b, double s, Weights w, double[][] k, double[] into) {
        int n = into.length;
        int i = 0;
        for (; i + 3 < n; i += 4) four(b, s, w, k, into, i);
        switch (n - i) {
            case 3 -> three(b, s, w, k, into, i);
            case 2 -> two(b, s, w, k, into, i);
            case 1 -> one(b, s, w, k, into, i);
            default -> {}
        }
    }

    private static void four(double[] b, double s, Weights w, double[][] k, double[] into, int i) {
        int[] index = w.index;
        double[] value = w.value;
        double a0 = b[i], a1 = b[i + 1], a2 = b[i + 2], a3 = b[i + 3];
        for (int j = 0; j < value.length; j++) {
            double[] kj = k[index[j]];
            double c = s * value[j];
            a0 = Math.fma(c, kj[i], a0);
            a1 = Math.fma(c, kj[i + 1], a1);
            a2 = Math.fma(c, kj[i + 2], a2);
            a3 = Math.fma(c, kj[i + 3], a3);
        }
        into[i] = a0;
        into[i + 1] = a1;
        into[i + 2] = a2;
        into[i + 3] = a3;
    }

    private static void three(double[] b, double s, Weights w, double[][] k, double[] into, int i) {
        int[] index = w.index;
        double[] value = w.value;
        double a0 = b[i], a1 = b[i + 1], a2 = b[i + 2];
        for (int j = 0; j < value.length; j++) {
            double[] kj = k[index[j]];
            double c = s * value[j];
            a0 = Math.fma(c, kj[i], a0);
            a1 = Math.fma(c, kj[i + 1], a1);
            a2 = Math.fma(c, kj[i + 2], a2);
        }
        into[i] = a0;
        into[i + 1] = a1;
        into[i + 2] = a2;
    }

    private static void two(double[] b, double s, Weights w, double[][] k, double[] into, int i) {
        int[] index = w.index;
        double[] value = w.value;
        double a0 = b[i], a1 = b[i + 1];
        for (int j = 0; j < value.length; j++) {
            double[] kj = k[index[j]];
            double c = s * value[j];
            a0 = Math.fma(c, kj[i], a0);
            a1 = Math.fma(c, kj[i + 1], a1);
        }
        into[i] = a0;
        into[i + 1] = a1;
    }

    private static void one(double[] b, double s, Weights w, double[][] k, double[] into, int i) {
        int[] index = w.index;
        double[] value = w.value;
        double a0 = b[i];
        for (int j = 0; j < value.length; j++) {
            double[] kj = k[index[j]];
            double c = s * value[j];
            a0 = Math.fma(c, kj[i], a0);
        }
        into[i] = a0;
    }

    static void add(double[] b, double s, Weights w, double[][] k, double[] into) {
        int count = w.count();
        if (count == 0) {
            if (b != into) System.arraycopy(b, 0, into, 0, into.length);
            return;
        }
        if (into.length <= SHORT) {
            addShort(b, s, w, k, into);
            return;
        }
        double[] base = b;
        for (int j = 0; j < count; j += 6) {
            switch (Math.min(6, count - j)) {
                case 1 -> add1(base, s, w, j, k, into);
                case 2 -> add2(base, s, w, j, k, into);
                case 3 -> add3(base, s, w, j, k, into);
                case 4 -> add4(base, s, w, j, k, into);
                case 5 -> add5(base, s, w, j, k, into);
                default -> add6(base, s, w, j, k, into);
            }
            base = into;
        }
    }

    private static void add1(double[] b, double s, Weights w, int j, double[][] k, double[] into) {
        double w0 = s * w.value(j);
        double[] k0 = k[w.index(j)];
        for (int i = 0; i < into.length; i++) into[i] = Math.fma(w0, k0[i], b[i]);
    }

    private static void add2(double[] b, double s, Weights w, int j, double[][] k, double[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1);
        double[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)];
        for (int i = 0; i < into.length; i++) into[i] = Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i]));
    }

    private static void add3(double[] b, double s, Weights w, int j, double[][] k, double[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1), w2 = s * w.value(j + 2);
        double[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)], k2 = k[w.index(j + 2)];
        for (int i = 0; i < into.length; i++)
            into[i] = Math.fma(w2, k2[i], Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i])));
    }

    private static void add4(double[] b, double s, Weights w, int j, double[][] k, double[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1), w2 = s * w.value(j + 2), w3 = s * w.value(j + 3);
        double[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)], k2 = k[w.index(j + 2)], k3 = k[w.index(j + 3)];
        for (int i = 0; i < into.length; i++)
            into[i] = Math.fma(w3, k3[i], Math.fma(w2, k2[i], Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i]))));
    }

    private static void add5(double[] b, double s, Weights w, int j, double[][] k, double[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1), w2 = s * w.value(j + 2), w3 = s * w.value(j + 3);
        double w4 = s * w.value(j + 4);
        double[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)], k2 = k[w.index(j + 2)], k3 = k[w.index(j + 3)];
        double[] k4 = k[w.index(j + 4)];
        for (int i = 0; i < into.length; i++) {
            double low = Math.fma(w2, k2[i], Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i])));
            into[i] = Math.fma(w4, k4[i], Math.fma(w3, k3[i], low));
        }
    }

    private static void add6(double[] b, double s, Weights w, int j, double[][] k, double[] into) {
        double w0 = s * w.value(j), w1 = s * w.value(j + 1), w2 = s * w.value(j + 2), w3 = s * w.value(j + 3);
        double w4 = s * w.value(j + 4), w5 = s * w.value(j + 5);
        double[] k0 = k[w.index(j)], k1 = k[w.index(j + 1)], k2 = k[w.index(j + 2)], k3 = k[w.index(j + 3)];
        double[] k4 = k[w.index(j + 4)], k5 = k[w.index(j + 5)];
        for (int i = 0; i < into.length; i++) {
            double low = Math.fma(w2, k2[i], Math.fma(w1, k1[i], Math.fma(w0, k0[i], b[i])));
            into[i] = Math.fma(w5, k5[i], Math.fma(w4, k4[i], Math.fma(w3, k3[i], low)));
        }
    }

    /// Four partial sums, so that the additions of neighbouring components do not wait for each other.
    static double rootMeanSquare(double[] v, double[] y, double[] z, double rtol, double atol, int from, int to) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = from;
        for (; i + 3 < to; i += 4) {
            double r0 = v[i] / (atol + rtol * Math.max(Math.abs(y[i]), Math.abs(z[i])));
            double r1 = v[i + 1] / (atol + rtol * Math.max(Math.abs(y[i + 1]), Math.abs(z[i + 1])));
            double r2 = v[i + 2] / (atol + rtol * Math.max(Math.abs(y[i + 2]), Math.abs(z[i + 2])));
            double r3 = v[i + 3] / (atol + rtol * Math.max(Math.abs(y[i + 3]), Math.abs(z[i + 3])));
            s0 = Math.fma(r0, r0, s0);
            s1 = Math.fma(r1, r1, s1);
            s2 = Math.fma(r2, r2, s2);
            s3 = Math.fma(r3, r3, s3);
        }
        for (; i < to; i++) {
            double r = v[i] / (atol + rtol * Math.max(Math.abs(y[i]), Math.abs(z[i])));
            s0 = Math.fma(r, r, s0);
        }
        return Math.sqrt((s0 + s1 + s2 + s3) / Math.max(1, to - from));
    }
}
