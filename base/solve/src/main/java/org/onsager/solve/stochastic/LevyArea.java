package org.onsager.solve.stochastic;

import org.onsager.numerics.RandomStream;
import org.onsager.solve.Increment;

/// Approximations of the area \(A^{ij} = \frac12 \int (W^i dW^j - W^j dW^i)\) between channels from \(W\) and
/// \(H\): \(A^{ij} = H^i W^j - W^i H^j + a^{ij}\), one independent draw \(a^{ij}\) for each \(i < j\).
///
/// Both have the right variance \(h^2/4\) given nothing; Foster's also has the right conditional variance given
/// \(H\). The draw is named by the ends of the interval: the same interval gives the same area, but the areas of
/// neighbouring intervals do not combine to that of their union. \(H\) alone fixes the part that matters for step
/// control.
///
/// Source: J. Foster, *Numerical approximations for stochastic differential equations*, thesis, Oxford 2020,
/// section 7; A. M. Davie, *KMT theory applied to approximations of SDE*, 2014.
public enum LevyArea {
    /// \(\mathrm{Var}\,a = h^2/12\).
    DAVIE,
    /// \(\mathrm{Var}(a \mid H) = h^2/20 + \frac h5 ((H^i)^2 + (H^j)^2)\).
    FOSTER;

    /// Fills in the areas of an increment that holds \(W\) and \(H\): \(A^{ij}\) of row \(r\) at \((i m + j) R +
    /// r\), antisymmetric.
    ///
    /// @param path  the path that the increment is of
    /// @return `increment`'s array of \(m^2 R\) numbers
    public double[] fill(Brownian path, Increment increment) {
        Layout layout = path.layout();
        int m = layout.channels(), rows = layout.rows();
        double[] out = increment.levyArea(m * m * rows);
        double h = Math.abs(increment.dt());
        double sign = Math.signum(increment.dt());
        RandomStream place = path.stream()
                .split("area")
                .at(Double.doubleToLongBits(Math.min(increment.from(), increment.to())))
                .at(Double.doubleToLongBits(Math.max(increment.from(), increment.to())));
        double[] w = increment.value(), area = increment.spaceTimeArea();
        for (int i = 0; i < m; i++)
            for (int j = i + 1; j < m; j++) {
                int at = (i * m + j) * rows, mirror = (j * m + i) * rows;
                place.at((long) i * m + j).fillNormal(out, at, at + rows, layout.firstRow());
                for (int r = 0; r < rows; r++) {
                    double hi = area[i * rows + r], hj = area[j * rows + r];
                    double variance = this == DAVIE ? h * h / 12 : h * h / 20 + h / 5 * (hi * hi + hj * hj);
                    // backwards W has changed its sign already, so only the draw is still to be turned
                    double value =
                            hi * w[j * rows + r] - w[i * rows + r] * hj + sign * Math.sqrt(variance) * out[at + r];
                    out[at + r] = value;
                    out[mirror + r] = -value;
                }
            }
        return out;
    }
}
