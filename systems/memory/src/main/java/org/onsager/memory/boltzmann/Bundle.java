package org.onsager.memory.boltzmann;

import java.util.Arrays;
import java.util.List;

/// Several inference problems of one machine side by side, coordinate \(c\) of problem \(l\) at `c * width + l`;
/// unused lanes repeat the last problem. Holds the iterate, what is clamped, and the steps that all methods
/// share. Not for sharing between threads.
final class Bundle {
    final BoltzmannMachine machine;
    final Variables variables;
    final int width;
    final int used;
    final Precision precision;
    final double[] q;
    /// \(\Phi q\), where a method has kept it up
    final double[] phi;
    final boolean[] clamped;
    final double[] evidence;
    private final boolean[] touched;
    private final Couplings.Applier applier;
    private final LaneProximal softmax;
    private final double[] scratch;
    private final double[] memory;
    private final double[] multipliers;
    private boolean cold = true;
    /// products with \(\Phi\) or its resolvent so far
    int products;

    Bundle(BoltzmannMachine machine, List<Evidence> problems) {
        this(machine, problems, Precision.DOUBLE);
    }

    Bundle(BoltzmannMachine machine, List<Evidence> problems, Precision precision) {
        this.machine = machine;
        this.precision = precision;
        variables = machine.variables();
        used = problems.size();
        width = used == 1 ? 1 : Lanes.BUNDLE;
        int dimension = variables.dimension(), count = variables.count();
        q = new double[dimension * width];
        phi = new double[dimension * width];
        clamped = new boolean[count * width];
        touched = new boolean[count];
        evidence = new double[dimension * width];
        applier = machine.couplings().applier(width, precision);
        softmax = new LaneProximal(1, width);
        scratch = new double[variables.mostStates() * width];
        memory = new double[q.length];
        multipliers = new double[count * width];
        for (int l = 0; l < width; l++) clamp(problems.get(Math.min(l, used - 1)), l);
    }

    private void clamp(Evidence problem, int lane) {
        if (!problem.variables().equals(variables))
            throw new IllegalArgumentException(
                    "evidence must be on the machine's %s, not on %s".formatted(variables, problem.variables()));
        for (int i = 0; i < variables.count(); i++) {
            boolean observed = problem.observes(i);
            clamped[i * width + lane] = observed;
            touched[i] |= observed;
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++) {
                evidence[c * width + lane] = problem.value(c);
                q[c * width + lane] = observed ? problem.value(c) : 1.0 / variables.states(i);
            }
        }
    }

    /// Starts lane `lane` from other marginals; clamped blocks stay.
    void start(double[] marginals, int lane) {
        for (int i = 0; i < variables.count(); i++)
            if (!clamped[i * width + lane])
                for (int c = variables.offset(i); c < variables.offset(i + 1); c++) q[c * width + lane] = marginals[c];
    }

    boolean allClamped() {
        for (boolean each : clamped) if (!each) return false;
        return true;
    }

    void apply(double[] x, double[] out) {
        products++;
        applier.apply(x, out);
    }

    void applyTransposed(double[] x, double[] out) {
        applier.applyTransposed(x, out);
    }

    /// A proximal operator for this bundle.
    LaneProximal operator(double a) {
        return new LaneProximal(a, width, precision == Precision.SINGLE && width > 1 ? 1e-6 : LaneProximal.TOLERANCE);
    }

    /// `out` = the proximal operator of `y` on hidden blocks, the evidence elsewhere.
    void proximal(LaneProximal operator, double[] y, double[] out) {
        for (int i = 0; i < variables.count(); i++) {
            int from = variables.offset(i) * width, k = variables.states(i);
            operator.apply(k, y, from, out, from, memory, multipliers, i * width, cold);
            if (touched[i]) restore(i, out, evidence);
        }
        // a softmax leaves no memory
        cold = operator.step() == 1;
    }

    /// Sets clamped blocks of variable `i` to `values`.
    private void restore(int i, double[] out, double[] values) {
        for (int l = 0; l < width; l++)
            if (clamped[i * width + l])
                for (int c = variables.offset(i); c < variables.offset(i + 1); c++)
                    out[c * width + l] = values[c * width + l];
    }

    /// Zero in clamped blocks.
    void clearClamped(double[] x) {
        for (int i = 0; i < variables.count(); i++)
            if (touched[i])
                for (int l = 0; l < width; l++)
                    if (clamped[i * width + l])
                        for (int c = variables.offset(i); c < variables.offset(i + 1); c++) x[c * width + l] = 0;
    }

    /// The residual of each lane at `x` with its `field` \(= \Phi x\).
    double[] residuals(double[] x, double[] field) {
        var worst = new double[width];
        double[] bias = machine.rawBias();
        var logits = new double[scratch.length];
        for (int i = 0; i < variables.count(); i++) {
            int base = variables.offset(i), k = variables.states(i);
            for (int s = 0; s < k; s++)
                for (int l = 0; l < width; l++) logits[s * width + l] = field[(base + s) * width + l] + bias[base + s];
            softmax.softmax(k, logits, 0, scratch, 0);
            for (int s = 0; s < k; s++)
                for (int l = 0; l < width; l++) {
                    double gap = Math.abs(x[(base + s) * width + l] - scratch[s * width + l]);
                    if (!clamped[i * width + l] && !(gap <= worst[l])) worst[l] = gap;
                }
        }
        return worst;
    }

    /// \(F\) of every lane at `x` with its `field` \(= \Phi x\).
    double[] freeEnergies(double[] x, double[] field) {
        var total = new double[width];
        double[] bias = machine.rawBias();
        for (int c = 0; c < bias.length; c++)
            for (int l = 0; l < width; l++) {
                double value = x[c * width + l];
                if (value > 0) total[l] += value * (Math.log(value) - 0.5 * field[c * width + l] - bias[c]);
            }
        return total;
    }

    /// \(F\) of one lane at [#q] with [#phi] kept up.
    double freeEnergy(int lane) {
        double total = 0;
        double[] bias = machine.rawBias();
        for (int c = 0; c < bias.length; c++) {
            double value = q[c * width + lane];
            if (value > 0) total += value * Math.log(value);
            total -= value * (0.5 * phi[c * width + lane] + bias[c]);
        }
        return total;
    }

    double[] lane(double[] x, int lane) {
        var out = new double[variables.dimension()];
        for (int c = 0; c < out.length; c++) out[c] = x[c * width + lane];
        return out;
    }

    double saturated(int lane) {
        int hidden = 0, sharp = 0;
        for (int i = 0; i < variables.count(); i++) {
            if (clamped[i * width + lane]) continue;
            hidden++;
            double most = 0;
            for (int c = variables.offset(i); c < variables.offset(i + 1); c++)
                most = Math.max(most, q[c * width + lane]);
            if (most > 0.999) sharp++;
        }
        return hidden == 0 ? 0 : (double) sharp / hidden;
    }

    /// Marks which lanes are still at work.
    static boolean[] all(int width) {
        var flags = new boolean[width];
        Arrays.fill(flags, true);
        return flags;
    }
}
