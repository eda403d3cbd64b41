package org.onsager.memory.rsb;

import org.onsager.memory.saddle.TanhKernel;

/// Averages over two nested Gaussian fields, \(g = a + b z_2\), \(a = \kappa + s z_1\), with the weight
/// \(w = \cosh^\theta g/E_2\cosh^\theta g\) that favours states of large field.
///
/// Both integrals are trapezoids, which converge geometrically for analytic functions. The nodes of both lie on
/// one even grid of fields \(h_j = \kappa + j\delta\), so that \(\cosh^\theta\), \(\tanh\) and their kin are
/// computed once a field and the inner integral is a convolution: some \(n_1n_2\) multiply-adds, and only
/// \(n_1 + n_2\) exponentials where \(n_1 n_2\) would be usual. Where the inner field is narrow and a common
/// grid would be longer than \(n_1n_2\), each outer node has a grid of its own.
///
/// The step \(\delta\) follows from the nearest singularity, \(\pm i\pi/2\) of \(\tanh\), as in
/// [org.onsager.memory.saddle.GaussianTanh]; the zeros of \(E_2\cosh^\theta\) as a function of \(a\) lie no
/// nearer. Relative accuracy about \(10^{-14}\); [#refined] halves both steps to prove it.
///
/// @param logWeight  \(E_1\ln E_2\cosh^\theta g\)
/// @param tanh  \(E_1E_2[w\tanh g]\)
/// @param tanhSquared  \(E_1(E_2[w\tanh g])^2\)
/// @param sech2  \(E_1E_2[w\,\mathrm{sech}^2 g] = 1 - E_1E_2[w\tanh^2g]\), without cancellation
/// @param logCosh  \(E_1E_2[w\ln\cosh g]\)
/// @param sech4  \(E_1E_2[w\,\mathrm{sech}^4g]\)
record TwoLevelAverages(double logWeight, double tanh, double tanhSquared, double sech2, double logCosh, double sech4) {
    private static final double REACH = 8.6;
    private static final int KINDS = 5;

    /// @param kappa  mean field
    /// @param outer  \(s^2\), at least 0
    /// @param inner  \(b^2\), at least 0
    /// @param theta  in \((0, 1]\)
    static TwoLevelAverages of(double kappa, double outer, double inner, double theta) {
        return of(kappa, outer, inner, theta, 1);
    }

    /// The same with half the step in both integrals.
    static TwoLevelAverages refined(double kappa, double outer, double inner, double theta) {
        return of(kappa, outer, inner, theta, 0.5);
    }

    private static TwoLevelAverages of(double kappa, double outer, double inner, double theta, double refinement) {
        double s = Math.sqrt(outer), b = Math.sqrt(inner);
        double strip = Math.max(0.5 * Math.PI, Math.min(0.5 * Math.PI / theta, b));
        double outerStep = s == 0 ? Double.POSITIVE_INFINITY : refinement * s * step(strip, s);
        double innerStep = b == 0 ? Double.POSITIVE_INFINITY : refinement * b * step(0.5 * Math.PI, b);
        int half = s == 0 ? 0 : (int) Math.ceil(REACH * s / outerStep);
        if (b == 0) return new Sums(kappa, theta, half, outerStep, s, new double[] {1}, 0, 0, 0).average();
        // an outer field much narrower than the inner one would make the common grid needlessly fine
        int stride = s == 0 || 4 * outerStep < innerStep ? 0 : (int) Math.ceil(outerStep / innerStep);
        double delta = stride == 0 ? innerStep : outerStep / stride;
        // the weight moves the bulk of the inner field by up to theta b^2
        int window = (int) Math.ceil((REACH + theta * b) * b / delta);
        var weights = new double[2 * window + 1];
        double total = 0;
        for (int j = -window; j <= window; j++) {
            double z = j * delta / b;
            total += weights[j + window] = TanhKernel.exponential(Math.max(-0.5 * z * z, -700));
        }
        for (int j = 0; j < weights.length; j++) weights[j] /= total;
        return new Sums(kappa, theta, half, outerStep, s, weights, window, delta, stride).average();
    }

    /// Step in units of the width: \(h = 2\pi y/(44 + y^2/2)\), \(y\) the distance of the singularity.
    private static double step(double strip, double width) {
        double y = Math.min(9.38, strip / width);
        return 2 * Math.PI * y / (44 + 0.5 * y * y);
    }

    /// The trapezoid in \(z_1\) over convolutions in \(z_2\).
    private static final class Sums {
        private final double kappa;
        private final double theta;
        private final int half;
        private final double outerStep;
        private final double s;
        private final double[] weights;
        private final int window;
        private final double delta;
        private final int stride;

        Sums(
                double kappa,
                double theta,
                int half,
                double outerStep,
                double s,
                double[] weights,
                int window,
                double delta,
                int stride) {
            this.kappa = kappa;
            this.theta = theta;
            this.half = half;
            this.outerStep = outerStep;
            this.s = s;
            this.weights = weights;
            this.window = window;
            this.delta = delta;
            this.stride = stride;
        }

        TwoLevelAverages average() {
            boolean shared =
                    half == 0 || stride > 0 && 2L * half * stride + weights.length <= (2L * half + 1) * weights.length;
            int reach = shared ? half * stride + window : window;
            var fields = new Fields(2 * reach + 1);
            if (shared) fields.fill(kappa, delta, reach, theta);
            var sums = new double[KINDS];
            double total = 0, logWeight = 0, tanh = 0, tanhSquared = 0, sech2 = 0, logCosh = 0, sech4 = 0;
            for (int i = -half; i <= half; i++) {
                double z = half == 0 ? 0 : i * outerStep / s;
                double weight = TanhKernel.exponential(-0.5 * z * z);
                if (!shared) fields.fill(kappa + i * outerStep, delta, reach, theta);
                fields.convolve(weights, shared ? (half + i) * stride : 0, sums);
                total += weight;
                double share = weight / sums[0];
                logWeight += weight * (StrictMath.log(sums[0]) + fields.shift);
                double t = sums[1] / sums[0];
                tanh += weight * t;
                tanhSquared += weight * t * t;
                sech2 += share * sums[2];
                logCosh += share * sums[3];
                sech4 += share * sums[4];
            }
            return new TwoLevelAverages(
                    logWeight / total,
                    tanh / total,
                    tanhSquared / total,
                    sech2 / total,
                    logCosh / total,
                    sech4 / total);
        }
    }

    /// \(\cosh^\theta\) and its products on an even grid of fields.
    private static final class Fields {
        private final int count;
        private final double[] weight;
        private final double[] tanh;
        private final double[] sech2;
        private final double[] logCosh;
        private final double[] sech4;
        private final double[] offsets;
        /// What was taken off \(\theta\ln\cosh\) lest it overflow.
        private double shift;

        Fields(int count) {
            this.count = count;
            this.weight = new double[count];
            this.tanh = new double[count];
            this.sech2 = new double[count];
            this.logCosh = new double[count];
            this.sech4 = new double[count];
            this.offsets = new double[count];
        }

        void fill(double centre, double step, int reach, double theta) {
            for (int j = 0; j < count; j++) offsets[j] = j - reach;
            TanhKernel.evaluate(centre, step, offsets, count, tanh, sech2);
            double largest = 0;
            for (int j = 0; j < count; j++) {
                double h = Math.abs(centre + step * offsets[j]);
                logCosh[j] = h + LogOnePlus.of(TanhKernel.exponential(Math.max(-2 * h, -700))) - LogOnePlus.LN2;
                largest = Math.max(largest, logCosh[j]);
            }
            shift = theta * largest;
            for (int j = 0; j < count; j++) {
                double w = TanhKernel.exponential(Math.max(theta * logCosh[j] - shift, -700));
                weight[j] = w;
                tanh[j] *= w;
                double wc = w * sech2[j];
                sech4[j] = wc * sech2[j];
                sech2[j] = wc;
                logCosh[j] *= w;
            }
        }

        /// Five sums at once: independent chains of fused multiply-adds.
        void convolve(double[] kernel, int from, double[] sums) {
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0;
            for (int j = 0; j < kernel.length; j++) {
                double k = kernel[j];
                s0 = Math.fma(k, weight[from + j], s0);
                s1 = Math.fma(k, tanh[from + j], s1);
                s2 = Math.fma(k, sech2[from + j], s2);
                s3 = Math.fma(k, logCosh[from + j], s3);
                s4 = Math.fma(k, sech4[from + j], s4);
            }
            sums[0] = s0;
            sums[1] = s1;
            sums[2] = s2;
            sums[3] = s3;
            sums[4] = s4;
        }
    }
}
