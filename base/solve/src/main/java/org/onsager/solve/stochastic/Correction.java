package org.onsager.solve.stochastic;

import org.onsager.solve.StateSpace;

/// \(c(t, y) = \sum_k (D\sigma_k)\,\sigma_k\): half of it is what separates the Ito from the Stratonovich drift.
///
/// One directional derivative serves scalar and diagonal noise; other noise needs one a channel.
final class Correction<Y> {
    private final SdeTerm<Y> term;
    private final StateSpace<Y> space;
    private final double[][] directions;
    private Y sigma;
    private Y scratch;
    private Y part;

    Correction(SdeTerm<Y> term, Layout layout, Y like) {
        this.term = term;
        space = term.space();
        sigma = space.zero(like);
        scratch = space.zero(like);
        part = space.zero(like);
        boolean single = term.noise() == Noise.SCALAR || term.noise() == Noise.DIAGONAL;
        directions = new double[term.noise() == Noise.ADDITIVE ? 0 : single ? 1 : layout.channels()][];
        for (int j = 0; j < directions.length; j++)
            directions[j] = single ? NoiseCheck.ones(layout) : NoiseCheck.unit(layout, j);
    }

    /// \(b + a\,c(t, y)\).
    Y add(double t, Y y, Y b, double a, Y into) {
        Y sum = space.copy(b, into);
        for (double[] w : directions) {
            sigma = term.diffusion(t, y, w, sigma);
            part = term.derivative(t, y, sigma, w, part, scratch);
            sum = space.axpy(sum, a, part, sum);
        }
        return sum;
    }
}
