package org.onsager.inference.pde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.inference.gaussian.AxisCovariance;
import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.gaussian.SpectralMixture;
import org.onsager.numerics.RandomStream;

class CollocationTest {
    private static final double STEP = 1e-5;
    private static final SpectralMixture MIXTURE = new SpectralMixture(Envelope.MATERN_7_2, 3, true);

    private static PdeProblem line(PdeOperator operator, GridAxis axis) {
        var known = Manufactured.of("sin(7*x) + 0.3", "x");
        return new PdeProblem(
                List.of(axis),
                operator,
                known.source(operator, axis),
                List.of(BoundaryCondition.dirichlet(0, false, 0.4), BoundaryCondition.neumann(0, true, -0.7)));
    }

    private static PdeProblem square(PdeOperator operator) {
        return Manufactured.of("sin(3*x)*cos(2*y)", "x", "y")
                .problem(operator, GridAxis.equispaced(0, 1, 9), GridAxis.of(0, 0.2, 0.25, 0.5, 0.6, 0.8, 0.9, 1.2));
    }

    private static AxisCovariance[] covariances(PdeProblem problem, double[] kernel) {
        var k = new AxisCovariance[problem.dimensions()];
        int size = MIXTURE.parameters();
        for (int j = 0; j < k.length; j++)
            k[j] = AxisCovariance.of(
                    problem.axes().get(j),
                    MIXTURE,
                    java.util.Arrays.copyOfRange(kernel, j * size, (j + 1) * size),
                    3,
                    1e-3);
        return k;
    }

    private static double[] kernel(PdeProblem problem) {
        var all = new double[MIXTURE.parameters() * problem.dimensions()];
        for (int j = 0; j < problem.dimensions(); j++) {
            System.arraycopy(MIXTURE.start(2), 0, all, j * 9, 9);
            all[j * 9 + 4] = 0.3 + j;
            all[j * 9 + 1] = -0.4;
        }
        return all;
    }

    /// Every group of the gradient against central differences.
    private static void checkGradient(PdeProblem problem) {
        var collocation = new Collocation(problem, 3);
        double[] kernel = kernel(problem), u = new double[problem.points()];
        RandomStream.of(2).fillNormal(u);
        double logTau = 0.3, logV = -0.6;
        var found = collocation.evaluate(covariances(problem, kernel), u, null, logTau, logV);
        for (int i = 0; i < kernel.length; i++) {
            double[] high = kernel.clone(), low = kernel.clone();
            high[i] += STEP;
            low[i] -= STEP;
            double slope = (collocation
                                    .evaluate(covariances(problem, high), u, null, logTau, logV)
                                    .value()
                            - collocation
                                    .evaluate(covariances(problem, low), u, null, logTau, logV)
                                    .value())
                    / (2 * STEP);
            close(found.byKernel()[i / 9][i % 9], slope, scale(found.byKernel()[i / 9]), "kernel parameter " + i);
        }
        var k = covariances(problem, kernel);
        for (int i = 0; i < u.length; i += 5) {
            double[] high = u.clone(), low = u.clone();
            high[i] += STEP;
            low[i] -= STEP;
            double slope = (collocation.evaluate(k, high, null, logTau, logV).value()
                            - collocation.evaluate(k, low, null, logTau, logV).value())
                    / (2 * STEP);
            close(found.byField()[i], slope, scale(found.byField()), "field " + i);
        }
        double byTau = (collocation.evaluate(k, u, null, logTau + STEP, logV).value()
                        - collocation.evaluate(k, u, null, logTau - STEP, logV).value())
                / (2 * STEP);
        double byV = (collocation.evaluate(k, u, null, logTau, logV + STEP).value()
                        - collocation.evaluate(k, u, null, logTau, logV - STEP).value())
                / (2 * STEP);
        close(found.byLogTau(), byTau, Math.abs(byTau), "log tau");
        close(found.byLogV(), byV, Math.abs(byV), "log v");
    }

    private static double scale(double[] gradient) {
        double most = 0;
        for (double each : gradient) most = Math.max(most, Math.abs(each));
        return most;
    }

    private static void close(double found, double expected, double scale, String what) {
        assertThat(found).as(what).isCloseTo(expected, within(1e-6 * scale + 1e-7));
    }

    @Test
    void gradient_is_that_of_central_differences_in_one_dimension() {
        var even = GridAxis.equispaced(0, 1, 17);
        checkGradient(line(PdeOperator.poisson(1), even));
        checkGradient(line(PdeOperator.allenCahn(1), even));
        checkGradient(line(PdeOperator.custom(PdeOperator.Term.of(0.5, 3), PdeOperator.Term.of(2, 1)), even));
        checkGradient(line(PdeOperator.helmholtz(1, 3), GridAxis.of(0, 0.1, 0.15, 0.4, 0.5, 0.7, 0.9, 1)));
    }

    @Test
    void gradient_is_that_of_central_differences_in_two_dimensions() {
        checkGradient(square(PdeOperator.poisson(2)));
        checkGradient(square(PdeOperator.allenCahn(2)));
        checkGradient(square(PdeOperator.advection(3)));
        checkGradient(square(PdeOperator.custom(PdeOperator.Term.of(1, 1, 1), PdeOperator.Term.of(0.5, 2, 0))));
    }

    @Test
    void known_weights_give_what_solving_for_them_gives() {
        for (var problem :
                List.of(line(PdeOperator.poisson(1), GridAxis.equispaced(0, 1, 12)), square(PdeOperator.poisson(2)))) {
            var k = covariances(problem, kernel(problem));
            int rows = problem.axes().getFirst().size(), columns = problem.points() / rows;
            var weights = new double[problem.points()];
            RandomStream.of(4).fillNormal(weights);
            double[] u = k[0].multiply(0, weights, columns);
            if (k.length == 2)
                u = Orientation.back(1, k[1].multiply(0, Orientation.first(1, u, rows, columns), rows), rows, columns);
            var collocation = new Collocation(problem, 3);
            var direct = collocation.evaluate(k, u, weights, 0, 0);
            var solved = collocation.evaluate(k, u, null, 0, 0);
            assertThat(direct.value()).isCloseTo(solved.value(), within(1e-7 * Math.abs(solved.value())));
            for (int i = 0; i < 9; i++)
                assertThat(direct.byKernel()[0][i])
                        .isCloseTo(solved.byKernel()[0][i], within(1e-6 * scale(solved.byKernel()[0])));
        }
    }

    /// At the maximiser the gradient by the field vanishes: checks both inner solvers against the adjoint.
    @Test
    void the_inner_solvers_find_the_maximiser() {
        var problems = new ArrayList<PdeProblem>();
        problems.add(line(PdeOperator.poisson(1), GridAxis.equispaced(0, 1, 17)));
        problems.add(line(PdeOperator.allenCahn(1), GridAxis.equispaced(0, 1, 17)));
        problems.add(square(PdeOperator.poisson(2)));
        problems.add(square(PdeOperator.allenCahn(2)));
        problems.add(square(PdeOperator.advection(3)));
        problems.add(square(PdeOperator.custom(PdeOperator.Term.of(1, 1, 1), PdeOperator.Term.of(0.5, 2, 0))));
        for (var problem : problems) {
            var k = covariances(problem, kernel(problem));
            FieldSolver inner =
                    problem.dimensions() == 1 ? new DenseFieldSolver(problem) : new IterativeFieldSolver(problem);
            var solved =
                    inner.solve(k, 3 * Math.exp(0.2), Math.exp(0.1), new double[problem.points()], new double[0], 30);
            var collocation = new Collocation(problem, 3);
            var at = collocation.evaluate(k, solved.field(), solved.weights(), 0.2, 0.1);
            var zero = collocation.evaluate(k, new double[problem.points()], null, 0.2, 0.1);
            // conjugate gradients stop at 1e-8 in whitened units, and K^-1 magnifies by up to 1/jitter = 1000
            double least = problem.dimensions() == 1 ? 1e-9 : 1e-5;
            assertThat(scale(at.byField())).as("%s", problem.operator()).isLessThan(least * scale(zero.byField()));
            assertThat(at.value()).isGreaterThan(zero.value());
        }
    }
}
