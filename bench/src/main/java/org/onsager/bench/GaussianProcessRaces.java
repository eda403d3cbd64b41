package org.onsager.bench;

import java.util.List;
import java.util.Optional;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.gaussian.KroneckerRegression;
import org.onsager.inference.gaussian.SpectralMixture;
import org.onsager.inference.pde.GpPdeSolver;
import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.inference.pde.GpPdeSolver.Stopping;
import org.onsager.inference.pde.Manufactured;
import org.onsager.inference.pde.PdeOperator;
import org.onsager.inference.pde.PdeProblem;
import org.onsager.inference.pde.Reference;

/// Gaussian processes: the published path and the profile on a wave of frequency 100, regression on a full grid.
final class GaussianProcessRaces {
    private static final int STEPS = 100;
    private static final double GOOD = 1e-4;

    private GaussianProcessRaces() {}

    static List<Race> all() {
        return List.of(new PublishedPath(), new ToTolerance(), new Grid());
    }

    private static final Manufactured WAVE = Manufactured.of("sin(100*x)", "x");
    private static final GridAxis LINE = GridAxis.equispaced(0, 2 * Math.PI, 400);

    private static PdeProblem problem() {
        return WAVE.problem(PdeOperator.poisson(1), LINE);
    }

    /// A hundred iterations of Adam on 400 points, 30 components.
    private static final class PublishedPath implements Race {
        private final PdeProblem problem = problem();
        private final Reference reference = WAVE.reference(300, LINE);
        private final GpPdeSolver solver = GpPdeSolver.standard()
                .method(Method.REFERENCE)
                .range(20)
                .iterations(STEPS)
                .stopping(Stopping.never());
        private double error;

        @Override
        public String name() {
            return "gp-pde-p1-adam-100";
        }

        @Override
        public String peer() {
            return "onsager";
        }

        @Override
        public void run() {
            var path = solver.path(problem);
            error = reference.error(path.predict(path.run(path.start(), STEPS, Optional.empty()), reference));
        }

        @Override
        public double error() {
            return error;
        }
    }

    /// The profile path until the relative error is below 1e-4, looked at every ten iterations.
    private static final class ToTolerance implements Race {
        private final PdeProblem problem = problem();
        private final Reference reference = WAVE.reference(300, LINE);
        private final GpPdeSolver solver =
                GpPdeSolver.standard().range(20).iterations(400).stopping(Stopping.never());
        private double error;

        @Override
        public String name() {
            return "gp-pde-p1-to-1e-4";
        }

        @Override
        public String peer() {
            return "onsager profile";
        }

        @Override
        public double tolerance() {
            return GOOD;
        }

        @Override
        public void run() {
            var path = solver.path(problem);
            var state = path.start();
            do {
                state = path.run(state, state.iteration() + 10, Optional.empty());
                error = reference.error(path.predict(state, reference));
            } while (error > GOOD && state.iteration() < 400);
        }

        @Override
        public double error() {
            return error;
        }
    }

    /// Weights and evidence of 64 x 64 values with noise, Matern 5/2 along each axis.
    private static final class Grid implements Race {
        private static final int SIDE = 64;
        private final double[] values = new double[SIDE * SIDE];
        private double sum;

        Grid() {
            for (int i = 0; i < SIDE; i++)
                for (int j = 0; j < SIDE; j++)
                    values[i * SIDE + j] = Math.sin(6.0 * i / (SIDE - 1)) * Math.cos(4.0 * j / (SIDE - 1));
        }

        @Override
        public String name() {
            return "gp-grid-64x64";
        }

        @Override
        public String peer() {
            return "onsager Kronecker";
        }

        @Override
        public void run() {
            var mixture = new SpectralMixture(Envelope.MATERN_5_2, 1, false);
            double[] parameters = {0, -Math.log(0.3)};
            var axis = GridAxis.equispaced(0, 1, SIDE);
            var first = AxisCovariance.of(axis, mixture, parameters, 0, 1e-12);
            var second = AxisCovariance.of(axis, mixture, parameters, 0, 1e-12);
            sum = KroneckerRegression.fit(first, second, values, 1e-4).logEvidence();
        }

        /// The log evidence, which the peers print too.
        @Override
        public double error() {
            return sum;
        }
    }
}
