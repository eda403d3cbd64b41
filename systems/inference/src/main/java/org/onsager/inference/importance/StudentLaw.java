package org.onsager.inference.importance;

import static org.onsager.numerics.Arguments.require;

import org.hipparchus.special.Gamma;
import org.onsager.numerics.RandomStream;

/// The multivariate Student law with location \(\mu\), scale matrix \(S = L L^T\) and \(\nu\) degrees of freedom:
/// a component whose tails are heavier than a Gaussian integrand's, so that importance weights stay bounded.
///
/// @param shape  location and scale, as a Gaussian
/// @param degrees  \(\nu > 0\); the covariance is \(S \nu/(\nu - 2)\) for \(\nu > 2\)
public record StudentLaw(Gaussian shape, double degrees) implements Law {

    public StudentLaw {
        require(degrees > 0, "degrees", degrees, "(0, inf)");
    }

    @Override
    public int dimension() {
        return shape.dimension();
    }

    @Override
    public void logDensity(double[][] x, int from, int to, double[] out) {
        double d = dimension();
        shape.squaredDistance(x, from, to, out);
        double constant = Gamma.logGamma((degrees + d) / 2)
                - Gamma.logGamma(degrees / 2)
                - d / 2 * Math.log(degrees * Math.PI)
                - shape.logDeterminant();
        for (int i = from; i < to; i++) out[i] = constant - (degrees + d) / 2 * Math.log1p(out[i] / degrees);
    }

    @Override
    public double[][] draw(int count, RandomStream stream) {
        int d = dimension();
        var points = new double[d][count];
        var centred = new Gaussian(new double[d], shape.lower()).draw(count, stream);
        var radii = stream.split("chi-square");
        for (int i = 0; i < count; i++) {
            double chiSquare = 2 * radii.at(i).generator().nextGamma(degrees / 2);
            double scale = Math.sqrt(degrees / chiSquare);
            for (int k = 0; k < d; k++) points[k][i] = shape.mean()[k] + scale * centred[k][i];
        }
        return points;
    }
}
