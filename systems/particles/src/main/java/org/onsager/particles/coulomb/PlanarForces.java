package org.onsager.particles.coulomb;

import static org.onsager.numerics.Arguments.require;

import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.vector.VectorSupport;

/// All-pairs forces of the plane, \(F_i = \sum_{j \ne i} (x_i - x_j)/|x_i - x_j|^2\), without softening.
///
/// Each pair is computed once and used for both (Newton's third law): four particles in registers run over
/// vectors of partners that stay in the first-level cache, and two reciprocals are got from one division, \(1/a =
/// b/(ab)\), \(1/b = a/(ab)\). Work is cut into strips by a rule that knows only \(N\), each with its own sums,
/// which are added in order: the same bits on any number of threads and with the Vector API on or off. An error
/// of \(O(u \ln N)\) relative to the sum of moduli. Coincident points give forces that are not finite.
///
/// Holds its work arrays: not for two threads at once. Cost \(N^2/2\) pairs, about a nanosecond each on one core
/// of a machine with 512-bit vectors.
public final class PlanarForces {
    static final int LANES = 8;
    private static final int TILE = 1_024;
    private static final int PARTICLES_PER_TASK = 512;
    private static final int MOST_TASKS = 16;
    /// Its square, the product of two squares' reciprocals and the force are exactly 0 beside any real distance.
    private static final double FAR = 1e150;

    /// The two implementations, bit for bit the same.
    sealed interface Kernel permits VectorPlanarKernel, PlainPlanarKernel {
        /// Particles `i..i+3` with the partners `from..to` (multiples of eight): adds \(-F\) to `gx`, `gy`.
        void rows(double[] x, double[] y, double[] gx, double[] gy, int i, int from, int to, double[] lanes);

        /// The pairs inside the eight particles from `i`.
        void block(double[] x, double[] y, double[] gx, double[] gy, int i, double[] lanes);
    }

    static final Kernel KERNEL = VectorSupport.ENABLED ? new VectorPlanarKernel() : new PlainPlanarKernel();

    private final int n;
    private final int tasks;
    private final Kernel kernel;
    private final double[] x;
    private final double[] y;
    private final double[][] gx;
    private final double[][] gy;
    private final double[][] lanes;

    /// For that many particles.
    public PlanarForces(int particles) {
        this(particles, KERNEL);
    }

    PlanarForces(int particles, Kernel kernel) {
        require(particles >= 1, "particles", particles, "[1, inf)");
        this.kernel = kernel;
        n = particles;
        int padded = Math.ceilDiv(n, LANES) * LANES;
        tasks = Math.clamp(n / PARTICLES_PER_TASK, 1, MOST_TASKS);
        x = new double[padded];
        y = new double[padded];
        gx = new double[tasks][padded];
        gy = new double[tasks][padded];
        lanes = new double[tasks][8 * LANES];
        for (int i = n; i < padded; i++) {
            x[i] = FAR * (1 + i - n);
            y[i] = FAR;
        }
    }

    /// The forces on particles at `(px[i], py[i])`.
    ///
    /// @param fx  overwritten by the first components; all four arrays hold at least \(N\) numbers
    /// @param fy  overwritten by the second components
    public void compute(double[] px, double[] py, double[] fx, double[] fy) {
        compute(px, py, 0, 0, fx, fy, 0, 0);
    }

    /// The same with the coordinates inside longer arrays.
    void compute(double[] px, double[] py, int offsetX, int offsetY, double[] fx, double[] fy, int outX, int outY) {
        System.arraycopy(px, offsetX, x, 0, n);
        System.arraycopy(py, offsetY, y, 0, n);
        if (tasks == 1) strips(0);
        else
            Parallel.range(tasks, 1, (from, to) -> {
                for (int task = from; task < to; task++) strips(task);
            });
        for (int i = 0; i < n; i++) {
            double sx = 0, sy = 0;
            for (int task = 0; task < tasks; task++) {
                sx -= gx[task][i];
                sy -= gy[task][i];
            }
            fx[outX + i] = sx;
            fy[outY + i] = sy;
        }
    }

    /// Strip `task` from the front and its mirror image from the back: together the same work for every task.
    private void strips(int task) {
        Arrays.fill(gx[task], 0);
        Arrays.fill(gy[task], 0);
        strip(task, task);
        strip(task, 2 * tasks - 1 - task);
    }

    private void strip(int task, int strip) {
        int blocks = x.length / LANES;
        int first = (int) ((long) blocks * strip / (2 * tasks)) * LANES;
        int last = (int) ((long) blocks * (strip + 1) / (2 * tasks)) * LANES;
        double[] sx = gx[task];
        double[] sy = gy[task];
        for (int i = first; i < last; i += LANES) kernel.block(x, y, sx, sy, i, lanes[task]);
        for (int tile = first; tile < x.length; tile += TILE) {
            int end = Math.min(x.length, tile + TILE);
            for (int i = first; i < Math.min(last, end); i += 4) {
                int from = Math.max(tile, i / LANES * LANES + LANES);
                if (from < end) kernel.rows(x, y, sx, sy, i, from, end, lanes[task]);
            }
        }
    }

    static double fold(double[] lanes, int offset) {
        return ((lanes[offset] + lanes[offset + 4]) + (lanes[offset + 2] + lanes[offset + 6]))
                + ((lanes[offset + 1] + lanes[offset + 5]) + (lanes[offset + 3] + lanes[offset + 7]));
    }
}
