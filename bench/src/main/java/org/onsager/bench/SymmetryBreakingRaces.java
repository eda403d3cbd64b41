package org.onsager.bench;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.rsb.RsbDiagram;
import org.onsager.memory.rsb.RsbSolver;
import org.onsager.numerics.Parallel;

/// Races of symmetry breaking, \(P = 4\): a diagram of 60 x 60 cells, replica-symmetric with the broken glass,
/// and a thousand broken ground states of the glass.
final class SymmetryBreakingRaces {
    private SymmetryBreakingRaces() {}

    static List<Race> all() {
        return List.of(new Diagram(), new GroundStates());
    }

    private static String threads() {
        return "onsager " + ForkJoinPool.getCommonPoolParallelism() + "+1 threads";
    }

    private static final class Diagram implements Race {
        private final double[] temperatures =
                IntStream.rangeClosed(1, 60).mapToDouble(i -> 1.1 * i / 60).toArray();
        private final double[] loads =
                IntStream.range(0, 60).mapToDouble(i -> 0.6 * i / 59).toArray();
        private double unconverged;

        @Override
        public String name() {
            return "dense-hebbian-rsb-diagram-60x60";
        }

        @Override
        public String peer() {
            return threads();
        }

        @Override
        public double tolerance() {
            return 1e-10;
        }

        @Override
        public void run() {
            unconverged = RsbDiagram.compute(RsbSolver.of(4), temperatures, loads, false).cells().stream()
                    .flatMap(List::stream)
                    .filter(cell -> !cell.converged())
                    .count();
        }

        /// Cells that did not converge.
        @Override
        public double error() {
            return unconverged;
        }
    }

    private static final class GroundStates implements Race {
        private double error;

        @Override
        public String name() {
            return "dense-hebbian-rsb-1000-ground-states";
        }

        @Override
        public String peer() {
            return threads();
        }

        @Override
        public double tolerance() {
            return 1e-10;
        }

        @Override
        public void run() {
            var solver = RsbSolver.of(2);
            double atUnit = 0.765259;
            error = Parallel.map(1000, k -> {
                        double gamma = 0.1 + 0.002 * k;
                        var ground = solver.groundState(gamma, Branch.SPIN_GLASS);
                        return Math.abs(ground.pressure() / Math.sqrt(gamma) - atUnit);
                    })
                    .stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(Double.NaN);
        }

        /// Largest distance from the known \(0.765259\sqrt\gamma\), known to six digits.
        @Override
        public double error() {
            return error;
        }
    }
}
