package org.onsager.transport.learn;

import org.onsager.numerics.RandomStream;
import org.onsager.transport.interpolant.Coupling;
import org.onsager.transport.interpolant.Interpolant;
import org.onsager.transport.interpolant.Quantity;

/// Antithetic regression data of one step: rows \((t, x_t)\) and what the field should be there on average.
///
/// Rows come in pairs \(x^\pm = I \pm \gamma z\) (one-sided: \(x^\pm = \beta x_1 \pm \alpha x_0\)), with targets
///
/// \[ b: \dot I \pm \gamma' z, \quad v: \dot I, \quad s: \mp z/\gamma, \quad \eta_z: \pm z, \quad \eta_0: x_0,
/// \quad \eta_1: x_1. \]
///
/// The loss \(\frac12|f|^2 - y \cdot f\), averaged over both, then has the antithetic form in which the singular
/// factor multiplies a difference of order \(\gamma\).
final class Batch {
    private final Interpolant interpolant;
    private final Coupling coupling;
    private final Quantity quantity;
    private final TimeLaw timeLaw;
    private final int pairs;
    private final int dimension;
    private final double[] uniform;
    private final double[] x0;
    private final double[] x1;
    private final double[] z;
    /// Time of each row, `2 * pairs`.
    final double[] time;
    /// Importance weight of each row.
    final double[] weight;
    /// Places, row by row.
    final double[] place;
    /// Targets, row by row.
    final double[] target;

    Batch(Interpolant interpolant, Coupling coupling, Quantity quantity, TimeLaw timeLaw, int pairs) {
        this.interpolant = interpolant;
        this.coupling = coupling;
        this.quantity = quantity;
        this.timeLaw = timeLaw;
        this.pairs = pairs;
        this.dimension = coupling.dimension();
        int size = pairs * dimension;
        this.uniform = new double[pairs];
        this.x0 = new double[size];
        this.x1 = new double[size];
        this.z = new double[size];
        this.time = new double[2 * pairs];
        this.weight = new double[2 * pairs];
        this.place = new double[2 * size];
        this.target = new double[2 * size];
    }

    void draw(RandomStream stream) {
        coupling.fill(stream.split("pairs"), pairs, x0, x1);
        stream.split("times").fillUniform(uniform);
        stream.split("noise").fillNormal(z);
        for (int i = 0; i < pairs; i++) {
            double t = timeLaw.at(uniform[i]);
            time[i] = t;
            time[pairs + i] = t;
            weight[i] = timeLaw.weight(t);
            weight[pairs + i] = weight[i];
            pair(i, t);
        }
    }

    private void pair(int i, double t) {
        boolean oneSided = interpolant.shape() == Interpolant.Shape.ONE_SIDED;
        double alpha = interpolant.alpha().at(t), beta = interpolant.beta().at(t);
        double alphaRate = interpolant.alpha().rate(t),
                betaRate = interpolant.beta().rate(t);
        double gamma = interpolant.gamma().at(t);
        boolean noisy = gamma > 0;
        double gammaRate = noisy ? interpolant.gamma().rate(t) : 0;
        int shift = pairs * dimension;
        for (int k = i * dimension; k < (i + 1) * dimension; k++) {
            for (int sign = 1; sign >= -1; sign -= 2) {
                double start = oneSided ? sign * x0[k] : x0[k];
                double noise = oneSided ? start : sign * z[k];
                double drift = alphaRate * start + betaRate * x1[k];
                int at = sign > 0 ? k : shift + k;
                place[at] = alpha * start + beta * x1[k] + (oneSided ? 0 : gamma * noise);
                target[at] = switch (quantity) {
                    case VELOCITY -> oneSided ? drift : drift + gammaRate * noise;
                    case PARTIAL_VELOCITY -> drift;
                    case SCORE -> -noise / (oneSided ? alpha : gamma);
                    case DENOISER -> noise;
                    case START -> start;
                    case END -> x1[k];
                };
            }
        }
    }
}
