package org.onsager.bench;

import java.util.ArrayList;
import java.util.List;
import org.onsager.inference.importance.Expectations;
import org.onsager.inference.importance.Gaussian;
import org.onsager.inference.importance.InputLaw;
import org.onsager.inference.importance.Marginal;
import org.onsager.inference.importance.MultiExpectation;
import org.onsager.inference.importance.PickFreeze;
import org.onsager.inference.importance.Schedule;
import org.onsager.numerics.RandomStream;

/// Many expectations from one sample, and Sobol' indices of the Ishigami function with peers' own estimator.
final class MultiExpectationRaces {
    private MultiExpectationRaces() {}

    static List<Race> all() {
        return List.of(new Moments(), new Indices());
    }

    /// One run of adaptive importance sampling with control variates for ten moments of a Gaussian, 20 000
    /// evaluations, single Gaussians.
    private static final class Moments implements Race {
        private static final int COUNT = 10;

        private final MultiExpectation sampler;
        private double worst;
        private int run;

        Moments() {
            var weights = new double[COUNT];
            double moment = 1;
            for (int j = 0; j < COUNT; j++) {
                moment *= 2 * j + 1;
                weights[j] = 1 / (moment * moment);
            }
            var problem = Expectations.of(
                    COUNT,
                    (x, values) -> {
                        double square = x[0] * x[0], power = 1;
                        for (int j = 0; j < values.length; j++) values[j] = power *= square;
                    },
                    Gaussian.standard(1));
            sampler = MultiExpectation.of(problem).weights(weights).schedule(Schedule.published(20_000));
        }

        @Override
        public String name() {
            return "iscv-moments-j10-n20000";
        }

        @Override
        public String peer() {
            return "onsager";
        }

        /// Some 400 runs until the just-in-time compiler rests: many small methods.
        @Override
        public double warmUpSeconds() {
            return 8;
        }

        @Override
        public void run() {
            worst = Math.abs(sampler.run(RandomStream.of(1).at(run++)).estimates()[0] - 1);
        }

        /// Error of the second moment.
        @Override
        public double error() {
            return worst;
        }
    }

    /// First-order and total indices of the Ishigami function from Sobol's sequence, \(n = 2^{15}\), 163 840
    /// model runs.
    private static final class Indices implements Race {
        private static final double FIRST = 0.313905;

        private final PickFreeze design;
        private double error;

        Indices() {
            var marginals = new ArrayList<Marginal>();
            for (int k = 0; k < 3; k++) marginals.add(Marginal.uniform(-Math.PI, Math.PI));
            design = new PickFreeze(
                    x -> {
                        double sine = Math.sin(x[1]), square = x[2] * x[2];
                        return Math.sin(x[0]) * (1 + 0.1 * square * square) + 7 * sine * sine;
                    },
                    InputLaw.independent(marginals),
                    1 << 15,
                    PickFreeze.Design.QUASI_RANDOM);
        }

        @Override
        public String name() {
            return "sobol-indices-ishigami-n32768";
        }

        @Override
        public String peer() {
            return "onsager";
        }

        @Override
        public void run() {
            error = Math.abs(design.run(RandomStream.of(1)).saltelli()[0] - FIRST);
        }

        @Override
        public double error() {
            return error;
        }
    }
}
