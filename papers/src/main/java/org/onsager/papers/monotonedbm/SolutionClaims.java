package org.onsager.papers.monotonedbm;

import java.util.List;
import org.onsager.lab.Trial;
import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.DenseCouplings;
import org.onsager.memory.boltzmann.Enumeration;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.ImplicitGradient;
import org.onsager.memory.boltzmann.ImplicitGradient.AdjointMethod;
import org.onsager.memory.boltzmann.MeanField;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.Spectrum;
import org.onsager.memory.boltzmann.Variables;
import org.onsager.memory.boltzmann.WorkedMachines;

/// Known solutions and gradients: N4, N5, N7, N10, N14, N16.
final class SolutionClaims {
    static final List<Method> PROVED =
            List.of(Method.FORWARD_BACKWARD, Method.ANDERSON, Method.FISTA, Method.BLOCK, Method.PEACEMAN_RACHFORD);

    private final Settings settings;
    private final Trial trial;

    SolutionClaims(Settings settings, Trial trial) {
        this.settings = settings;
        this.trial = trial;
    }

    void measure() {
        worked(
                "N4", 0.5, -2.319919, 2.324099, 0.633093, 1.366907, 0.438436, 0.222381, 0.339183, 0.379042, 0.437182,
                0.183776);
        worked(
                "N5", 0.1, -2.297857, 2.311190, 0.339567, 1.660433, 0.415995, 0.224899, 0.359106, 0.420184, 0.396265,
                0.183551);
        gradient();
        bound();
        clamped();
        binary();
    }

    private void worked(
            String id, double m, double freeEnergy, double logPartition, double low, double high, double... q) {
        var machine = WorkedMachines.worked(m);
        var none = Evidence.none(machine.variables());
        var claim = trial.claim(id);
        for (var method : PROVED) {
            MeanField solution = tight(method).solve(machine, none);
            for (int c = 0; c < q.length; c++)
                claim.number("q_%d, %s".formatted(c + 1, method), q[c], solution.marginals()[c], 1e-6);
            claim.number("F, " + method, freeEnergy, solution.freeEnergy(), 1e-6);
        }
        double[] values = Spectrum.eigenvalues(machine.couplings());
        claim.number("least eigenvalue", low, values[0], 1e-6)
                .number("largest eigenvalue", high, values[values.length - 1], 1e-6)
                .number("log Z", logPartition, Enumeration.of(machine, none).logPartition(), 1e-6)
                .done("worked model, m = %s; log Z by enumeration of its nine states".formatted(m));
    }

    private static MeanFieldSolver tight(Method method) {
        return MeanFieldSolver.of(method).withTolerance(1e-11);
    }

    private void gradient() {
        var machine = WorkedMachines.worked(0.5);
        var none = Evidence.none(machine.variables());
        var solution = tight(Method.FISTA).solve(machine, none);
        double[] published = {0.247235, -0.098581, -0.148654, 0.007387, -0.015380, 0.007993};
        double[] first = {1, 0, 0, 0, 0, 0};
        var claim = trial.claim("N7");
        for (var method : AdjointMethod.values()) {
            double[] gradient = new ImplicitGradient(method, 1e-12, 1000)
                    .sensitivity(machine, none, solution, first, new double[6])
                    .byBias();
            for (int c = 0; c < 6; c++)
                claim.number("dq_1/db_%d, %s".formatted(c + 1, method), published[c], gradient[c], 1e-6);
        }
        for (int c = 0; c < 6; c++)
            claim.number("dq_1/db_%d, central difference".formatted(c + 1), published[c], difference(machine, c), 1e-6);
        claim.done("worked model, m = 0.5; differences of step 1e-5");
    }

    private static double difference(BoltzmannMachine machine, int c) {
        double[] up = machine.bias(), down = machine.bias();
        up[c] += 1e-5;
        down[c] -= 1e-5;
        var none = Evidence.none(machine.variables());
        var solver = tight(Method.BLOCK).withTolerance(1e-13);
        return (solver.solve(BoltzmannMachine.of(machine.couplings(), up), none).marginals()[0]
                        - solver.solve(BoltzmannMachine.of(machine.couplings(), down), none)
                                .marginals()[0])
                / 2e-5;
    }

    private void bound() {
        var random = trial.random().split("bound").generator();
        double[] strengths = {1, 0.3, 0.1, 0.03, 0.01};
        var gaps = new double[strengths.length];
        double least = Double.POSITIVE_INFINITY;
        int models = Math.max(5, settings.starts() / 10);
        for (int n = 0; n < models; n++) {
            var machine = WorkedMachines.random(5, 15, 0.05, random);
            for (int k = 0; k < strengths.length; k++) {
                double[][] phi = machine.couplings().matrix();
                for (double[] row : phi) for (int c = 0; c < row.length; c++) row[c] *= strengths[k];
                var weaker = BoltzmannMachine.of(DenseCouplings.of(machine.variables(), phi), machine.bias());
                var none = Evidence.none(machine.variables());
                double gap =
                        Enumeration.of(weaker, none).gap(tight(Method.FISTA).solve(weaker, none));
                least = Math.min(least, gap);
                gaps[k] = Math.max(gaps[k], gap);
            }
        }
        var claim = trial.claim("N10").within("least F + log Z", -1e-12, Double.POSITIVE_INFINITY, least);
        for (int k = 1; k < strengths.length; k++)
            claim.fact(
                    "gap falls at couplings x %s".formatted(strengths[k]),
                    gaps[k] < gaps[k - 1],
                    "%.3g against %.3g".formatted(gaps[k], gaps[k - 1]));
        claim.within("largest gap at couplings x 0.01", 0, 1e-4, gaps[strengths.length - 1])
                .done("%d random models of five variables, all states enumerated".formatted(models));
    }

    private void clamped() {
        var machine = WorkedMachines.worked(0.5);
        var evidence = Evidence.of(machine.variables(), new int[] {Evidence.HIDDEN, 2});
        double[] published = {0.481854, 0.195149, 0.322997};
        double[] exact = Enumeration.of(machine, evidence).marginals();
        var claim = trial.claim("N14");
        for (var method : PROVED) {
            double[] q = tight(method).solve(machine, evidence).marginals();
            for (int s = 0; s < 3; s++)
                claim.number("q_1(%d), %s".formatted(s + 1, method), published[s], q[s], 1e-6)
                        .number("q_1(%d) - exact, %s".formatted(s + 1, method), 0, q[s] - exact[s], 1e-9);
        }
        claim.done("one free variable: mean field is exact");
    }

    private void binary() {
        int n = 20;
        var random = trial.random().split("ising").generator();
        double[][] j = new double[n][n], phi = new double[2 * n][2 * n];
        double[] h = Vectors.vector(n, random), bias = new double[2 * n];
        for (int r = 0; r < n; r++)
            for (int c = 0; c < r; c++) {
                j[r][c] = j[c][r] = 0.1 * random.nextGaussian();
                for (int s = 0; s < 4; s++) {
                    double entry = (s / 2 == s % 2 ? 0.5 : -0.5) * j[r][c];
                    phi[2 * r + s / 2][2 * c + s % 2] = phi[2 * c + s % 2][2 * r + s / 2] = entry;
                }
            }
        for (int i = 0; i < n; i++) {
            bias[2 * i] = h[i];
            bias[2 * i + 1] = -h[i];
        }
        var machine = BoltzmannMachine.of(DenseCouplings.of(Variables.uniform(n, 2), phi), bias);
        var claim = trial.claim("N16");
        for (var method : List.of(Method.FISTA, Method.BLOCK)) {
            double[] q = tight(method)
                    .withTolerance(1e-12)
                    .solve(machine, Evidence.none(machine.variables()))
                    .marginals();
            double gap = 0;
            for (int i = 0; i < n; i++) {
                double field = h[i];
                for (int k = 0; k < n; k++) field += j[i][k] / 2 * (q[2 * k] - q[2 * k + 1]);
                gap = Math.max(gap, Math.abs(q[2 * i] - q[2 * i + 1] - Math.tanh(field)));
            }
            claim.number("largest residual of the spins, " + method, 0, gap, 1e-10);
        }
        claim.done("n = 20, couplings of deviation 0.1, fields of deviation 1");
    }
}
