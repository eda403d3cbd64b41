package org.onsager.solve.stochastic;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.BatchSpace;
import org.onsager.solve.Ode;
import org.onsager.solve.StateSpace;

/// The underdamped Langevin equation \(dx = v\,dt\), \(dv = -\gamma v\,dt - u \nabla f(x)\,dt + \sqrt{2\gamma
/// u}\,dW\), with the invariant density \(\propto e^{-f(x) - |v|^2/(2u)}\).
///
/// The state is \((x, v)\): component \(i\) of row \(r\) of \(R\) is \(x_i\) at \(i R + r\) and \(v_i\) at \((d +
/// i) R + r\). Made for [BAOAB], [OBABO], [UBU], [ALIGN], [ShOULD] and [QUICSORT]; methods for additive noise
/// take it too. One run at a time.
public final class LangevinTerm implements SdeTerm<double[]> {
    private final double[] gamma;
    private final double[] u;
    private final Ode.Field gradient;
    private final Brownian path;
    private final int d;
    private final int rows;
    private final double[] position;
    private final double[] force;

    /// An equation of as many components as the path has channels.
    ///
    /// @param gamma  friction \(\gamma > 0\), one for all components or one each, per unit time
    /// @param u  \(u > 0\), temperature over mass, one or one each
    /// @param gradient  writes \(\nabla f(x)\) for all rows
    public LangevinTerm(double[] gamma, double[] u, Ode.Field gradient, Brownian path) {
        d = path.layout().channels();
        rows = path.layout().rows();
        this.gamma = spread("gamma", gamma);
        this.u = spread("u", u);
        this.gradient = gradient;
        this.path = path;
        position = new double[d * rows];
        force = new double[d * rows];
    }

    /// The same friction and temperature for all components.
    public static LangevinTerm of(double gamma, double u, Ode.Field gradient, Brownian path) {
        return new LangevinTerm(new double[] {gamma}, new double[] {u}, gradient, path);
    }

    private double[] spread(String name, double[] values) {
        if (values.length != 1 && values.length != d)
            throw new IllegalArgumentException(
                    "%s must have length 1 or %d, the path's channels, not %d".formatted(name, d, values.length));
        for (double each : values) require(each > 0 && each < Double.POSITIVE_INFINITY, name, each, "(0, inf)");
        var all = new double[d];
        if (values.length == 1) Arrays.fill(all, values[0]);
        else System.arraycopy(values, 0, all, 0, d);
        return all;
    }

    /// Number of components of the position.
    public int dimension() {
        return d;
    }

    /// Friction of component `i`.
    public double gamma(int i) {
        return gamma[i];
    }

    /// \(u\) of component `i`.
    public double u(int i) {
        return u[i];
    }

    /// Writes \(\nabla f\) at the positions of all rows.
    void gradient(double t, double[] x, double[] into) {
        gradient.rate(t, x, into);
    }

    @Override
    public StateSpace<double[]> space() {
        return rows == 1 ? ArraySpace.REAL : new BatchSpace(2 * d, rows);
    }

    @Override
    public Interpretation interpretation() {
        return Interpretation.ITO;
    }

    @Override
    public Noise noise() {
        return Noise.ADDITIVE;
    }

    @Override
    public Brownian path() {
        return path;
    }

    @Override
    public double[] drift(double t, double[] y, double[] into) {
        int n = d * rows;
        System.arraycopy(y, 0, position, 0, n);
        gradient.rate(t, position, force);
        System.arraycopy(y, n, into, 0, n);
        for (int i = 0; i < n; i++) into[n + i] = -gamma[i / rows] * y[n + i] - u[i / rows] * force[i];
        return into;
    }

    @Override
    public double[] diffusion(double t, double[] y, double[] w, double[] into) {
        int n = d * rows;
        Arrays.fill(into, 0, n, 0);
        for (int i = 0; i < n; i++) into[n + i] = Math.sqrt(2 * gamma[i / rows] * u[i / rows]) * w[i];
        return into;
    }

    @Override
    public void check(
            org.onsager.solve.Solver solver,
            org.onsager.solve.StepController controller,
            double t0,
            double t1,
            double[] y0) {
        if (y0.length != 2 * d * rows)
            throw new IllegalArgumentException(
                    "y0 must hold positions and velocities, %d numbers, not %d".formatted(2 * d * rows, y0.length));
        SdeTerm.super.check(solver, controller, t0, t1, y0);
    }
}
