package org.onsager.inference.importance;

/// Weighted mean and covariance of points, and the Gaussian that has them.
///
/// @param mean  length \(d\)
/// @param covariance  shape `d x d`
record WeightedMoments(double total, double[] mean, double[][] covariance) {

    /// \(\sum\omega x/\sum\omega\) and the covariance about it. Cost: \(n d^2/2\).
    static WeightedMoments of(double[][] x, double[] weights) {
        int d = x.length, n = weights.length;
        double total = 0;
        for (double each : weights) total += each;
        var mean = new double[d];
        for (int k = 0; k < d; k++) {
            double[] column = x[k];
            double sum = 0;
            for (int i = 0; i < n; i++) sum += weights[i] * column[i];
            mean[k] = sum / total;
        }
        var covariance = new double[d][d];
        var weighted = new double[n];
        for (int k = 0; k < d; k++) {
            for (int i = 0; i < n; i++) weighted[i] = weights[i] * (x[k][i] - mean[k]);
            for (int l = 0; l <= k; l++) {
                double[] column = x[l];
                double centre = mean[l], sum = 0;
                for (int i = 0; i < n; i++) sum += weighted[i] * (column[i] - centre);
                covariance[k][l] = sum / total;
                covariance[l][k] = covariance[k][l];
            }
        }
        return new WeightedMoments(total, mean, covariance);
    }

    /// The covariance with another divisor than the sum of the weights.
    WeightedMoments scaledTo(double divisor) {
        var scaled = new double[mean.length][mean.length];
        for (int i = 0; i < scaled.length; i++)
            for (int j = 0; j < scaled.length; j++) scaled[i][j] = covariance[i][j] * total / divisor;
        return new WeightedMoments(divisor, mean, scaled);
    }

    /// The Gaussian of these moments with a ridge of \(10^{-6}\) of the scales on the diagonal; where that is not
    /// positive definite the ridge grows tenfold up to \(10^{-2}\), then the covariance becomes diagonal.
    ///
    /// @param inflation  factor on the covariance
    Family.Fit gaussian(boolean diagonal, double inflation, double[] scales) {
        if (!diagonal) {
            for (double ridge = 1e-6; ridge < 2e-2; ridge *= 10) {
                var lower = Gaussian.cholesky(ridged(inflation, ridge, scales));
                if (lower.isPresent())
                    return new Family.Fit(
                            new Gaussian(mean, lower.get()), ridge < 2e-6 ? "" : "ridge %.0e".formatted(ridge));
            }
        }
        double[][] ridged = ridged(inflation, 1e-6, scales);
        var variances = new double[mean.length];
        for (int k = 0; k < variances.length; k++) variances[k] = ridged[k][k];
        return new Family.Fit(
                Gaussian.diagonal(mean, variances), diagonal ? "" : "covariance not positive definite: diagonal");
    }

    private double[][] ridged(double inflation, double ridge, double[] scales) {
        int d = mean.length;
        var ridged = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) ridged[i][j] = inflation * covariance[i][j];
            ridged[i][i] += ridge * scales[i];
        }
        return ridged;
    }
}
