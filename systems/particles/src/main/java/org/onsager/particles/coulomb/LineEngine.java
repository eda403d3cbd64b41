package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Exact statistics of \(L_N = \sum_i f(x_i)\) on the line, for every \(N\), \(\beta\) and trap.
///
/// In order, \(x_1 < ... < x_N\), the charges are a Markov chain of weight \(\prod_i w_i(x_i)\), \(w_i(x) =
/// \exp(-\beta[N V(|x|) - (2i - N - 1) x])\). The truncated generating function is passed along it:
///
/// \[\phi_i(x; t) = \int_{-\infty}^x w_i(y)\, e^{-t (f(y) - c_i)}\, \phi_{i-1}(y; t)\, dy\]
///
/// as Taylor coefficients in \(t\) on a uniform grid, with the cumulative rule of sixth order, each step scaled
/// to \(\phi_i(\infty; 0) = 1\) and centred at \(c_i = f\) where \(w_i\) is largest. \(\ln \phi_N(\infty; t)\)
/// gives the cumulants. Cost \(N G q^2/2\) for \(G\) grid points.
///
/// Source: the transfer method of A. Dhar et al., *Exact extremal statistics in the classical 1D Coulomb gas*,
/// PRL 119 (2017) 060601, with a source term.
public final class LineEngine {
    /// Grid points that serve up to some thousand particles.
    public static final int POINTS = 8_001;

    private static final double DEPTH = 60;

    private final CoulombGas gas;
    private final double[] x;
    private final double step;

    private LineEngine(CoulombGas gas, int points, double reach) {
        this.gas = gas;
        x = new double[points];
        step = 2 * reach / (points - 1);
        for (int g = 0; g < points; g++) x[g] = -reach + g * step;
    }

    /// The engine of a gas on the line with the usual grid.
    ///
    /// @throws IllegalArgumentException unless \(d = 1\)
    public static LineEngine of(CoulombGas gas) {
        return of(gas, POINTS);
    }

    /// The engine on a grid of that many points, at least 101.
    public static LineEngine of(CoulombGas gas, int points) {
        if (gas.dimension() != 1)
            throw new IllegalArgumentException("dimension must be 1 for the line engine, not " + gas.dimension());
        require(points >= 101, "points", points, "[101, inf)");
        return new LineEngine(gas, points, reach(gas));
    }

    /// The gas between hard walls at \(\pm\) `wall`: what a grid that is cut there computes.
    public static LineEngine between(CoulombGas gas, double wall, int points) {
        require(wall > 0, "wall", wall, "(0, inf)");
        return new LineEngine(gas, points, wall);
    }

    /// Where the weight of the outermost charge has fallen by \(e^{-60}\).
    private static double reach(CoulombGas gas) {
        double outer = gas.equilibrium().outer();
        double n = gas.particles();
        double pull = (n - 1) / n;
        double floor = gas.trap().value(outer) - pull * outer;
        double reach = outer;
        while (gas.beta() * n * (gas.trap().value(reach) - pull * reach - floor) < DEPTH) reach += 0.02 * outer;
        return reach;
    }

    /// \(\kappa_1 .. \kappa_{orders}\) of a radial statistic, exact to the grid.
    public List<CumulantValue> cumulants(RadialFunction f, int orders) {
        double[] kappa = cumulants((double y) -> f.value(Math.abs(y)), orders);
        double[] coarse =
                new LineEngine(gas, x.length / 2 + 1, -x[0]).cumulants((double y) -> f.value(Math.abs(y)), orders);
        var values = new ArrayList<CumulantValue>();
        for (int q = 1; q <= orders; q++)
            values.add(new CumulantValue(
                    q,
                    kappa[q],
                    CumulantValue.Method.EXACT,
                    Math.abs(kappa[q] - coarse[q]) + 1e-14 * Math.abs(kappa[q]),
                    "",
                    List.of()));
        return values;
    }

    /// Cumulants of \(\sum_i f(x_i)\) for any function of position, as plain numbers, index 0 unused.
    ///
    /// @param orders  in \([1, 20]\)
    public double[] cumulants(DoubleUnaryOperator f, int orders) {
        require(orders >= 1 && orders <= 20, "orders", orders, "[1, 20]");
        int points = x.length;
        int n = gas.particles();
        var values = new double[points];
        var trap = new double[points];
        for (int g = 0; g < points; g++) {
            values[g] = f.applyAsDouble(x[g]);
            trap[g] = n * gas.trap().value(Math.abs(x[g]));
        }
        var phi = new double[orders + 1][points];
        java.util.Arrays.fill(phi[0], 1);
        var next = new double[orders + 1][points];
        double centre = 0;
        for (int i = 1; i <= n; i++) {
            centre += advance(i, values, trap, phi, next);
            var swap = phi;
            phi = next;
            next = swap;
        }
        return logSeries(phi, centre);
    }

    /// One charge more: fills `next`, scaled, and returns the centre \(c_i\) that was taken off.
    private double advance(int i, double[] values, double[] trap, double[][] phi, double[][] next) {
        int points = x.length;
        int orders = phi.length - 1;
        double pull = 2 * i - gas.particles() - 1;
        int top = 0;
        double peak = Double.NEGATIVE_INFINITY;
        for (int g = 0; g < points; g++) {
            double exponent = -gas.beta() * (trap[g] - pull * x[g]);
            if (exponent > peak) {
                peak = exponent;
                top = g;
            }
        }
        double centre = values[top];
        var power = new double[orders + 1];
        for (int g = 0; g < points; g++) {
            double weight = Math.exp(-gas.beta() * (trap[g] - pull * x[g]) - peak);
            power[0] = weight;
            for (int j = 1; j <= orders; j++) power[j] = power[j - 1] * -(values[g] - centre) / j;
            for (int j = 0; j <= orders; j++) {
                double sum = 0;
                for (int m = 0; m <= j; m++) sum += power[j - m] * phi[m][g];
                next[j][g] = sum;
            }
        }
        for (double[] row : next) accumulate(row);
        double scale = 1 / next[0][points - 1];
        for (double[] row : next) for (int g = 0; g < points; g++) row[g] *= scale;
        return centre;
    }

    /// Running integral in place: \(\int_{x_g}^{x_{g+1}} \approx h (11 y_{g-2} - 93 y_{g-1} + 802 y_g + 802
    /// y_{g+1} - 93 y_{g+2} + 11 y_{g+3})/1440\), zeros outside the grid, where the integrand is below
    /// \(e^{-60}\).
    private void accumulate(double[] y) {
        int points = y.length;
        double a = 0, b = 0, c = y[0], d = y[1], e = y[2];
        double sum = 0;
        y[0] = 0;
        for (int g = 0; g + 1 < points; g++) {
            double f = g + 3 < points ? y[g + 3] : 0;
            sum += step * (11 * (a + f) - 93 * (b + e) + 802 * (c + d)) / 1440;
            y[g + 1] = sum;
            a = b;
            b = c;
            c = d;
            d = e;
            e = f;
        }
    }

    private static double[] logSeries(double[][] phi, double centre) {
        int orders = phi.length - 1;
        int last = phi[0].length - 1;
        var kappa = new double[orders + 1];
        var moments = new double[orders + 1];
        double factorial = 1;
        for (int j = 0; j <= orders; j++) {
            if (j > 0) factorial *= -j;
            moments[j] = factorial * phi[j][last];
        }
        double mean = moments[1];
        double[] central = recentred(moments, mean);
        double[] centred = CumulantAlgebra.fromMoments(central);
        System.arraycopy(centred, 0, kappa, 0, orders + 1);
        kappa[1] = mean + centre;
        return kappa;
    }

    private static double[] recentred(double[] moments, double mean) {
        var central = new double[moments.length];
        for (int n = 0; n < moments.length; n++)
            for (int j = 0; j <= n; j++)
                central[n] += org.hipparchus.util.CombinatoricsUtils.binomialCoefficientDouble(n, j)
                        * moments[j]
                        * Math.pow(-mean, n - j);
        return central;
    }
}
