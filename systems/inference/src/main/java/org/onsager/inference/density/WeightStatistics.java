package org.onsager.inference.density;

/// What one sum of weights \(w_i\), \(p_i = w_i/\sum w\), is made of.
///
/// @param logSum  \(\ln \sum_i w_i\); minus infinity where every weight is exactly 0 (a kernel of bounded
///     support), and then the others are NaN
/// @param squares  \(\sum p_i^2\), in (0, 1]; its inverse is the effective number of points
/// @param cubes  \(\sum p_i^3\)
/// @param entropy  \(-\sum p_i \ln p_i\), nats
/// @param largestShare  \(\max p_i\)
public record WeightStatistics(double logSum, double squares, double cubes, double entropy, double largestShare) {

    /// \(1/\sum p_i^2\): how many points make the estimate.
    public double effectiveNumber() {
        return 1 / squares;
    }
}
