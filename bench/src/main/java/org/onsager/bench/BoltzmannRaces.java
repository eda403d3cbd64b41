package org.onsager.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.onsager.memory.boltzmann.Architecture;
import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.DbmTrainer;
import org.onsager.memory.boltzmann.DenseCouplings;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.Initialisation;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.memory.boltzmann.MeanField;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.MonotoneDbm;
import org.onsager.memory.boltzmann.Precision;
import org.onsager.memory.boltzmann.Proximal;
import org.onsager.memory.boltzmann.TrainingState;
import org.onsager.memory.boltzmann.Variables;
import org.onsager.memory.boltzmann.WorkedMachines;
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
                new Inference(Method.FISTA, Precision.DOUBLE, 1e-8),
                new Inference(Method.FORWARD_BACKWARD, Precision.DOUBLE, 1e-8),
                new Inference(Method.ANDERSON, Precision.DOUBLE, 1e-8),
                new Inference(Method.PEACEMAN_RACHFORD, Precision.DOUBLE, 1e-8),
                new Inference(Method.FISTA, Precision.DOUBLE, 1e-5),
                new Inference(Method.FISTA, Precision.SINGLE, 1e-5),
                new Step(Precision.DOUBLE),
                new Step(Precision.SINGLE));
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
        private final Precision precision;
        private final double tolerance;
        private final List<Evidence> problems = new ArrayList<>();
        private List<BoltzmannMachine> machine = List.of();
        private List<MeanField> solutions = List.of();

        Inference(Method method, Precision precision, double tolerance) {
            this.method = method;
            this.precision = precision;
            this.tolerance = tolerance;
        }

        @Override
        public String name() {
            return "mdbm-inference-d2000-b32";
        }

        @Override
        public String peer() {
            return threads(method + ", " + precision);
        }

        @Override
        public double tolerance() {
            return tolerance;
        }

        private void build() {
            var random = RandomStream.of(2).split("inference").generator();
            var variables = Variables.uniform(COUNT, STATES);
            var parameterised = WorkedMachines.random(variables, variables.dimension(), 0.1, random);
            double[][] phi = parameterised.couplings().matrix();
            machine = List.of(BoltzmannMachine.of(DenseCouplings.of(variables, phi), parameterised.bias()));
            for (int n = 0; n < PROBLEMS; n++) problems.add(Evidence.random(variables, 0.4, random));
        }

        @Override
        public void run() {
            if (machine.isEmpty()) build();
            solutions = MeanFieldSolver.of(method)
                    .withTolerance(tolerance)
                    .withPrecision(precision)
                    .solve(machine.getFirst(), problems);
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

    /// One training step of the paper's network (28 x 28 pixels of 20 bins, 27,450 coordinates) on 32 random
    /// images with 20 to 80% of the pixels observed, inference and adjoint to 1e-3.
    private static final class Step implements Race {
        private static final int IMAGES = 32;
        private static final int BINS = 20;

        private final Precision precision;
        private List<MonotoneDbm> model = List.of();
        private List<LabelledImages> data = List.of();
        private List<TrainingState> state = List.of();

        Step(Precision precision) {
            this.precision = precision;
        }

        @Override
        public String name() {
            return "mdbm-step-28x28-20bins-b32";
        }

        @Override
        public String peer() {
            return threads("FISTA, " + precision);
        }

        private void build() {
            var random = RandomStream.of(3).split("images").generator();
            var images = new int[IMAGES][784];
            var labels = new int[IMAGES];
            for (int n = 0; n < IMAGES; n++) {
                labels[n] = random.nextInt(10);
                for (int i = 0; i < 784; i++) images[n][i] = random.nextInt(BINS);
            }
            data = List.of(new LabelledImages(images, labels, BINS));
            model = List.of(MonotoneDbm.initial(
                    Architecture.images(28, BINS, 10, 20, 10), 0.01, Initialisation.IDENTITY, RandomStream.of(1)));
        }

        @Override
        public void run() {
            if (model.isEmpty()) build();
            var standard = DbmTrainer.standard(1);
            var trainer = standard.withSolver(standard.solver().withPrecision(precision));
            var start = trainer.start(model.getFirst());
            state = List.of(trainer.step(model.getFirst(), data.getFirst(), start, 0, RandomStream.of(4)));
        }

        /// Median residual.
        @Override
        public double error() {
            return state.getFirst().medianResidual()[0];
        }
    }
}
