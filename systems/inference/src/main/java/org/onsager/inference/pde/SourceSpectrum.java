package org.onsager.inference.pde;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.numerics.fourier.FourierTransform;

/// The power spectrum of a problem's data along one axis (detrended, Hann window, averaged over the lines of the
/// grid), and what it advises: the range of frequencies, where to put the first ones, how fine the grid should
/// be.
///
/// @param frequencies  of the bins, cycles a unit, ascending from 0
/// @param power  normalised to sum 1; all zero if the data do not vary along the axis
/// @param spacing  of the grid, the widest
public record SourceSpectrum(double[] frequencies, double[] power, double spacing) {
    private static final double KEPT = 0.999;
    private static final double NOTICED = 1e-3;
    private static final double POINTS_PER_WAVE = 4;
    private static final double LEAST_POINTS_PER_WAVE = 2.5;

    /// The spectrum of source and boundary data along an axis.
    public static SourceSpectrum of(PdeProblem problem, int axis) {
        var grid = problem.axes().get(axis);
        int n = grid.size(), across = problem.points() / n;
        var lines = new ArrayList<double[]>();
        int rows = problem.axes().getFirst().size();
        double[] turned = Orientation.first(axis, problem.source(), rows, problem.points() / rows);
        for (int m = 0; m < across; m++) {
            var line = new double[n];
            for (int i = 0; i < n; i++) line[i] = turned[i * across + m];
            lines.add(line);
        }
        double scale = largest(lines);
        if (scale == 0) { // no source: what drives the solution comes from the sides
            lines.clear();
            for (var condition : problem.boundary())
                if (condition.axis() != axis && condition.values().length == n) lines.add(condition.values());
        }
        return of(grid, lines);
    }

    private static double largest(List<double[]> lines) {
        double most = 0;
        for (double[] line : lines) for (double value : line) most = Math.max(most, Math.abs(value));
        return most;
    }

    private static SourceSpectrum of(GridAxis grid, List<double[]> lines) {
        int n = grid.size();
        int length = FourierTransform.fastLength(4 * n);
        var transform = FourierTransform.of(length);
        int bins = length / 2 + 1;
        var power = new double[bins];
        for (double[] line : lines) {
            double[] x = windowed(even(grid, line)), re = Arrays.copyOf(x, length), im = new double[length];
            transform.forward(re, im);
            for (int b = 0; b < bins; b++) power[b] += re[b] * re[b] + im[b] * im[b];
        }
        double total = Arrays.stream(power).sum();
        if (total > 0) for (int b = 0; b < bins; b++) power[b] /= total;
        double step = (grid.high() - grid.low()) / (n - 1);
        double[] frequencies =
                IntStream.range(0, bins).mapToDouble(b -> b / (length * step)).toArray();
        return new SourceSpectrum(frequencies, power, grid.widestGap());
    }

    /// Linear interpolation to an equispaced grid.
    private static double[] even(GridAxis grid, double[] line) {
        if (grid.isEquispaced()) return line;
        int n = line.length;
        var even = new double[n];
        for (int i = 0, at = 0; i < n; i++) {
            double x = grid.low() + (grid.high() - grid.low()) * i / (n - 1);
            while (at < n - 2 && grid.point(at + 1) < x) at++;
            double share = Math.clamp((x - grid.point(at)) / (grid.point(at + 1) - grid.point(at)), 0, 1);
            even[i] = line[at] + share * (line[at + 1] - line[at]);
        }
        return even;
    }

    private static double[] windowed(double[] line) {
        int n = line.length;
        double mean = Arrays.stream(line).average().orElse(0), slope = 0, square = 0;
        for (int i = 0; i < n; i++) {
            double t = i - (n - 1) / 2.0;
            slope += t * (line[i] - mean);
            square += t * t;
        }
        slope /= square;
        var result = new double[n];
        for (int i = 0; i < n; i++) {
            double t = i - (n - 1) / 2.0;
            result[i] = (line[i] - mean - slope * t) * (0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / n));
        }
        return result;
    }

    /// The smallest frequency below which 99.9 percent of the power lies; 0 of no power.
    public double highest() {
        double sum = 0;
        for (int b = 0; b < power.length; b++) {
            sum += power[b];
            if (sum >= KEPT) return frequencies[b];
        }
        return 0;
    }

    /// The frequency below which half of the power lies; 0 of no power.
    double middle() {
        double sum = 0;
        for (int b = 0; b < power.length; b++) {
            sum += power[b];
            if (sum >= 0.5) return frequencies[b];
        }
        return 0;
    }

    /// The highest frequency above which more than a thousandth of the power lies.
    double noticed() {
        double sum = 0;
        for (int b = power.length - 1; b >= 0; b--) {
            sum += power[b];
            if (sum > NOTICED) return frequencies[b];
        }
        return 0;
    }

    /// The range \(F\) to start frequencies in: 1.25 times [#highest()], or one wave over the box without power.
    public double range() {
        double highest = highest();
        return highest > 0 ? 1.25 * highest : 4 * frequencies[1];
    }

    /// The `count` strongest local maxima, strongest first.
    public double[] peaks(int count) {
        return IntStream.range(1, power.length - 1)
                .filter(b -> power[b] > power[b - 1] && power[b] >= power[b + 1] && power[b] > 1e-6)
                .boxed()
                .sorted((a, b) -> Double.compare(power[b], power[a]))
                .limit(count)
                .mapToDouble(b -> frequencies[b])
                .toArray();
    }

    /// Grid points that give four a wavelength of [#highest()].
    public int recommendedPoints(double length) {
        return (int) Math.ceil(POINTS_PER_WAVE * highest() * length) + 1;
    }

    /// What is wrong with a range and the grid, one line each.
    List<String> warnings(String axis, double range) {
        var warnings = new ArrayList<String>();
        double top = noticed();
        if (top == 0) return warnings;
        // a bin of the window is as sharp as one can tell
        if (range < top - 4 * frequencies[1])
            warnings.add(
                    "range F = %.4g on axis %s is below the highest frequency %.4g of the data: no component reaches it"
                            .formatted(range, axis, top));
        if (1 / (top * spacing) < LEAST_POINTS_PER_WAVE)
            warnings.add("grid on axis %s has %.2g points a wavelength of frequency %.4g, below %s"
                    .formatted(axis, 1 / (top * spacing), top, LEAST_POINTS_PER_WAVE));
        return warnings;
    }
}
