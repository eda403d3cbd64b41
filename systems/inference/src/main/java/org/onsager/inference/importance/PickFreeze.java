package org.onsager.inference.importance;

import java.util.Arrays;
import org.hipparchus.random.SobolSequenceGenerator;
import org.onsager.numerics.DivergedException;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// First-order and total Sobol' indices as peers estimate them: two matrices \(A, B\) of \(n\) points and, for
/// each input, \(A\) with that column of \(B\): \(n(d + 2)\) model runs.
///
/// @param model  the model
/// @param law  independent inputs
/// @param points  \(n \ge 2\)
/// @param design  how the points are drawn
public record PickFreeze(SobolIndices.Model model, InputLaw law, int points, Design design) {

    /// How the points of \(A\) and \(B\) are drawn.
    public enum Design {
        /// Independently.
        RANDOM,
        /// Sobol's sequence in \(2d\) dimensions with one random shift modulo 1.
        QUASI_RANDOM
    }

    public PickFreeze {
        org.onsager.numerics.Arguments.require(points >= 2, "points", points, "[2, inf)");
        if (!law.isIndependent()) throw new IllegalArgumentException("Sobol' indices need independent inputs");
    }

    /// Indices of all inputs.
    ///
    /// @param saltelli  first order by Saltelli's product \(\overline{f_B(f_{AB_i} - f_A)}/V\)
    /// @param janonMonod  first order by Janon and Monod's efficient form, which pools mean and variance of both
    ///     factors
    /// @param jansen  total by Jansen's \(\overline{(f_A - f_{AB_i})^2}/2V\)
    /// @param modelRuns  \(n(d + 2)\)
    public record Solution(double[] saltelli, double[] janonMonod, double[] jansen, long modelRuns) {}

    /// Runs the design.
    ///
    /// @throws DivergedException if the output does not vary, or is not finite at some point
    public Solution run(RandomStream stream) {
        int d = law.dimension();
        double[][] a = new double[points][], b = new double[points][];
        double[][] numbers = numbers(stream);
        for (int i = 0; i < points; i++) {
            a[i] = mapped(Arrays.copyOf(numbers[i], d));
            b[i] = mapped(Arrays.copyOfRange(numbers[i], d, 2 * d));
        }
        double[] fa = values(a), fb = values(b);
        // no index depends on a constant; the products lose no digits without it
        double centre = 0;
        for (int i = 0; i < points; i++) centre += (fa[i] + fb[i]) / (2.0 * points);
        for (int i = 0; i < points; i++) {
            fa[i] -= centre;
            fb[i] -= centre;
        }
        double mean = 0, square = 0;
        for (int i = 0; i < points; i++) {
            mean += (fa[i] + fb[i]) / (2.0 * points);
            square += (fa[i] * fa[i] + fb[i] * fb[i]) / (2.0 * points);
        }
        double variance = square - mean * mean;
        if (!(variance > 1e-28 * centre * centre))
            throw new DivergedException(
                    "pick-freeze: the output must vary for Sobol' indices, its variance is %s at the mean %s"
                            .formatted(variance, centre));
        var saltelli = new double[d];
        var janon = new double[d];
        var jansen = new double[d];
        for (int k = 0; k < d; k++) {
            var mixed = new double[points][];
            for (int i = 0; i < points; i++) {
                mixed[i] = a[i].clone();
                mixed[i][k] = b[i][k];
            }
            double[] fm = values(mixed);
            for (int i = 0; i < points; i++) fm[i] -= centre;
            double product = 0, difference = 0, half = 0, halfSquare = 0, cross = 0;
            for (int i = 0; i < points; i++) {
                product += fb[i] * (fm[i] - fa[i]) / points;
                difference += (fa[i] - fm[i]) * (fa[i] - fm[i]) / (2.0 * points);
                half += (fb[i] + fm[i]) / (2.0 * points);
                halfSquare += (fb[i] * fb[i] + fm[i] * fm[i]) / (2.0 * points);
                cross += fb[i] * fm[i] / points;
            }
            saltelli[k] = product / variance;
            janon[k] = (cross - half * half) / (halfSquare - half * half);
            jansen[k] = difference / variance;
        }
        return new Solution(saltelli, janon, jansen, (long) points * (d + 2));
    }

    /// Inputs from standard normal numbers, or from uniform ones.
    private double[] mapped(double[] numbers) {
        var x = new double[numbers.length];
        switch (design) {
            case RANDOM -> law.fromNormal(numbers, x);
            case QUASI_RANDOM -> {
                for (int k = 0; k < x.length; k++) x[k] = law.marginals().get(k).quantile(numbers[k]);
            }
        }
        return x;
    }

    private double[] values(double[][] x) {
        var values = new double[x.length];
        Parallel.range(x.length, 256, (from, to) -> {
            for (int i = from; i < to; i++) values[i] = model.value(x[i]);
        });
        return values;
    }

    private double[][] numbers(RandomStream stream) {
        int width = 2 * law.dimension();
        var z = new double[points][width];
        if (design == Design.RANDOM) {
            for (int i = 0; i < points; i++) stream.at(i).fillNormal(z[i]);
            return z;
        }
        var shift = new double[width];
        stream.fillUniform(shift);
        var sequence = new SobolSequenceGenerator(width);
        for (int i = 0; i < points; i++) {
            double[] u = sequence.nextVector();
            for (int k = 0; k < width; k++) {
                double moved = (u[k] + shift[k]) % 1;
                z[i][k] = Math.clamp(moved, 1e-12, 1 - 1e-12);
            }
        }
        return z;
    }
}
