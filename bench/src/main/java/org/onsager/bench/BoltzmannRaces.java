package org.onsager.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.DenseCouplings;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.MeanField;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.MonotoneCouplings;
import org.onsager.memory.boltzmann.Proximal;
import org.onsager.memory.boltzmann.Variables;
import org.onsager.numerics.RandomStream;

/// Races of the monotone Boltzmann machine: the proximal operator on a million rows of 4 and a hundred thousand
/// of 20, and mean-field inference of 32 problems on 500 four-state variables with 40% observed, to a residual of
/// 1e-8.
final class BoltzmannRaces {
    private BoltzmannRaces() {}

    static List<Race> all() {
        return List.of(
                new Rows(1_000_000, 4),
                new Rows(100_000, 20),
                new Inference(Method.FISTA),
                new Inference(Method.FORWARD_BACKWARD));
    }

    private static String threads(String how) {
        return "onsager %d+1 threads, %s".formatted(ForkJoinPool.getCommonPoolParallelism(), how);
    }

    private static final class Rows implements Race {
        private final int rows;
        private final int states;
        private double[] y = {};
        private double[] z = {};

        Rows(int rows, int states) {
            this.rows = rows;
            this.states = states;
        }

        @Override
        public String name() {
            return "mdbm-prox-%dx%d".formatted(rows, states);
        }

        @Override
        public String peer() {
            return threads("a = 0.125");
        }

        @Override
        public void run() {
            if (y.length == 0) {
                y = new double[rows * states];
                RandomStream.of(1).split("prox").fillNormal(y);
                z = new double[y.length];
            }
            Proximal.rows(y, rows, states, 0.125, z);
        }

        /// Largest spread of the multiplier within a row.
        @Override
        public double error() {
            double worst = 0;
            for (int r = 0; r < rows; r++) {
                double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
                for (int e = r * states; e < (r + 1) * states; e++) {
                    double multiplier = 0.875 * z[e] + 0.125 * Math.log(z[e]) - y[e];
                    low = Math.min(low, multiplier);
                    high = Math.max(high, multiplier);
                }
                worst = Math.max(worst, high - low);
            }
            return worst;
        }
    }

    private static final class Inference implements Race {
        private static final int COUNT = 500;
        private static final int STATES = 4;
        private static final int PROBLEMS = 32;

        private final Method method;
        private final List<Evidence> problems = new ArrayList<>();
        private List<BoltzmannMachine> machine = List.of();
        private List<MeanField> solutions = List.of();

        Inference(Method method) {
            this.method = method;
        }

        @Override
        public String name() {
            return "mdbm-inference-d2000-b32";
        }

        @Override
        public String peer() {
            return threads(method + ", a = 1/L");
        }

        @Override
        public double tolerance() {
            return 1e-8;
        }

        private void build() {
            var random = RandomStream.of(2).split("inference").generator();
            var variables = Variables.uniform(COUNT, STATES);
            int dimension = variables.dimension();
            var a = new double[dimension][dimension];
            for (double[] row : a) random.fillNormal(row);
            var bias = new double[dimension];
            random.fillNormal(bias);
            double[][] phi = MonotoneCouplings.of(variables, a, 0.1).matrix();
            machine = List.of(BoltzmannMachine.of(DenseCouplings.of(variables, phi), bias));
            for (int n = 0; n < PROBLEMS; n++) {
                var states = new int[COUNT];
                for (int i = 0; i < COUNT; i++)
                    states[i] = random.nextDouble() < 0.4 ? random.nextInt(STATES) : Evidence.HIDDEN;
                problems.add(Evidence.of(variables, states));
            }
        }

        @Override
        public void run() {
            if (machine.isEmpty()) build();
            solutions = MeanFieldSolver.of(method).withTolerance(1e-8).solve(machine.getFirst(), problems);
        }

        /// Largest residual.
        @Override
        public double error() {
            return Arrays.stream(
                            solutions.stream().mapToDouble(MeanField::residual).toArray())
                    .max()
                    .orElse(Double.NaN);
        }
    }
}
