package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.onsager.memory.boltzmann.ImplicitGradient.AdjointMethod;
import org.onsager.numerics.RandomStream;

class ExactTest {
    @Test
    void worked_model_has_its_known_partition_function_below_the_bound() {
        for (var point : new double[][] {{0.5, 2.324099, 0.43776}, {0.1, 2.311190, 0.41403}}) {
            var machine = WorkedMachines.worked(point[0]);
            var none = Evidence.none(machine.variables());
            var exact = Enumeration.of(machine, none);
            assertThat(exact.logPartition()).isCloseTo(point[1], within(1e-6));
            assertThat(exact.marginals()[0]).isCloseTo(point[2], within(5e-6));
            assertThat(exact.gap(MeanFieldSolver.standard().solve(machine, none)))
                    .isPositive();
            assertThat(LogPartition.bound(machine, none).value()).isLessThan(exact.logPartition());
        }
    }

    /// The sum over states by a second, independent loop.
    @Test
    void enumeration_agrees_with_scoring_every_state() {
        var machine = Models.random(4, 9, 0.3, 2);
        var variables = machine.variables();
        var evidence = Evidence.of(variables, new int[] {-1, 1, -1, -1});
        double sum = 0;
        var marginals = new double[variables.dimension()];
        for (int a = 0; a < variables.states(0); a++)
            for (int c = 0; c < variables.states(2); c++)
                for (int d = 0; d < variables.states(3); d++) {
                    double[] x = variables.oneHot(new int[] {a, 1, c, d});
                    double weight = Math.exp(machine.score(x));
                    sum += weight;
                    for (int i = 0; i < x.length; i++) marginals[i] += weight * x[i];
                }
        var exact = Enumeration.of(machine, evidence);
        assertThat(exact.logPartition()).isCloseTo(Math.log(sum), within(1e-12));
        for (int i = 0; i < marginals.length; i++)
            assertThat(exact.marginals()[i]).isCloseTo(marginals[i] / sum, within(1e-12));
        assertThatThrownBy(() -> Enumeration.of(
                        Models.random(30, 9, 0.3, 2),
                        Evidence.none(Models.random(30, 9, 0.3, 2).variables())))
                .hasMessageContaining("2^20");
    }

    @Test
    void the_gap_closes_as_couplings_weaken() {
        double last = Double.POSITIVE_INFINITY;
        for (double strength : new double[] {1, 0.3, 0.1, 0.03}) {
            double[][] phi = Models.random(5, 15, 0.1, 4).couplings().matrix();
            for (double[] row : phi) for (int c = 0; c < row.length; c++) row[c] *= strength;
            var variables = Models.random(5, 15, 0.1, 4).variables();
            var machine = BoltzmannMachine.of(
                    DenseCouplings.of(variables, phi),
                    Models.random(5, 15, 0.1, 4).bias());
            var none = Evidence.none(variables);
            double gap = Enumeration.of(machine, none)
                    .gap(MeanFieldSolver.standard().withTolerance(1e-12).solve(machine, none));
            assertThat(gap).isBetween(0.0, last);
            last = gap;
        }
        assertThat(last).isLessThan(1e-3);
    }

    /// Five standard errors over thirty numbers: a true sampler fails about once in 50,000 seeds.
    @Test
    void gibbs_and_annealing_agree_with_enumeration() {
        var machine = Models.random(5, 15, 0.1, 4);
        var evidence = Evidence.of(machine.variables(), new int[] {-1, -1, 0, -1, -1});
        var exact = Enumeration.of(machine, evidence);
        var gibbs = new BlockGibbs(60, 20, 200).marginals(machine, evidence, RandomStream.of(1));
        for (int c = 0; c < exact.marginals().length; c++)
            assertThat(gibbs.marginals()[c])
                    .isCloseTo(exact.marginals()[c], within(5 * gibbs.standardErrors()[c] + 1e-12));
        var annealed = LogPartition.annealed(machine, evidence, 200, 100, RandomStream.of(2));
        assertThat(annealed.value()).isCloseTo(exact.logPartition(), within(5 * annealed.standardError()));
        assertThat(annealed.standardError()).isBetween(1e-6, 0.1);
    }

    @Test
    void concave_convex_procedure_never_rises_and_misses_the_mean_field_solution() {
        var machine = WorkedMachines.worked(0.1);
        var none = Evidence.none(machine.variables());
        var solution = new ConcaveConvex(1e-10, 10_000).solve(machine, none);
        assertThat(solution.converged()).isTrue();
        for (int k = 1; k < solution.objective().length; k++)
            assertThat(solution.objective()[k]).isLessThanOrEqualTo(solution.objective()[k - 1] + 1e-13);
        double[] q = MeanFieldSolver.standard().solve(machine, none).marginals();
        assertThat(Math.abs(solution.marginals()[0] - q[0])).isGreaterThan(0.01);
    }

    @Test
    void implicit_gradient_of_the_worked_model_is_the_known_one() {
        var machine = WorkedMachines.worked(0.5);
        var none = Evidence.none(machine.variables());
        var solution = MeanFieldSolver.standard().withTolerance(1e-12).solve(machine, none);
        double[] first = {1, 0, 0, 0, 0, 0};
        for (var method : AdjointMethod.values()) {
            var gradient = new ImplicitGradient(method, 1e-12, 1000)
                    .sensitivity(machine, none, solution, first, new double[6]);
            assertThat(gradient.converged()).isTrue();
            assertThat(gradient.byBias())
                    .containsExactly(
                            new double[] {0.247235, -0.098581, -0.148654, 0.007387, -0.015380, 0.007993}, within(1e-6));
        }
    }

    /// d of a random function of marginals and logits, every weight of A and every bias, masks and both
    /// normalisations.
    @Test
    void implicit_gradients_agree_with_central_differences() {
        var random = RandomStream.of(11).generator();
        for (var normalisation : Normalisation.values())
            for (int n = 0; n < 3; n++) {
                var variables = Variables.of(2, 3, 4);
                double[][] a = Models.matrix(6, 9, random);
                var couplings = MonotoneCouplings.of(variables, a, 0.2, normalisation);
                double[] bias = Models.vector(9, random), g = Models.vector(9, random), h = Models.vector(9, random);
                var evidence = n == 0 ? Evidence.none(variables) : Evidence.of(variables, new int[] {-1, n, -1});
                var machine = BoltzmannMachine.of(couplings, bias);
                var solution = solve(machine, evidence);
                var gradient = ImplicitGradient.standard().sensitivity(machine, evidence, solution, g, h);
                double[] weights = couplings.weights(), byWeights = gradient.byWeights(couplings);
                for (int p = 0; p < weights.length; p++) {
                    double up = loss(
                            BoltzmannMachine.of(couplings.withWeights(moved(weights, p, 1e-5)), bias), evidence, g, h);
                    double down = loss(
                            BoltzmannMachine.of(couplings.withWeights(moved(weights, p, -1e-5)), bias), evidence, g, h);
                    assertThat(byWeights[p])
                            .as("%s, weight %d", normalisation, p)
                            .isCloseTo((up - down) / 2e-5, within(1e-5 * (1 + Math.abs(byWeights[p]))));
                }
                for (int c = 0; c < bias.length; c++) {
                    double up = loss(BoltzmannMachine.of(couplings, moved(bias, c, 1e-5)), evidence, g, h);
                    double down = loss(BoltzmannMachine.of(couplings, moved(bias, c, -1e-5)), evidence, g, h);
                    assertThat(gradient.byBias()[c]).isCloseTo((up - down) / 2e-5, within(1e-6));
                }
            }
    }

    private static double[] moved(double[] x, int at, double by) {
        var y = x.clone();
        y[at] += by;
        return y;
    }

    private static MeanField solve(BoltzmannMachine machine, Evidence evidence) {
        return MeanFieldSolver.of(Method.FORWARD_BACKWARD)
                .withTolerance(1e-13)
                .withMaxIterations(5000)
                .solve(machine, evidence);
    }

    /// g . q* + h . logits over hidden blocks.
    private static double loss(BoltzmannMachine machine, Evidence evidence, double[] g, double[] h) {
        double[] q = solve(machine, evidence).marginals(), field = new double[q.length], bias = machine.bias();
        machine.couplings().applier(1).apply(q, field);
        double loss = 0;
        for (int c = 0; c < q.length; c++)
            if (!evidence.observes(machine.variables().variableOf(c)))
                loss += g[c] * q[c] + h[c] * (field[c] + bias[c]);
        return loss;
    }

    @Test
    void gradient_in_the_couplings_themselves_agrees_with_central_differences() {
        var machine = Models.random(3, 8, 0.3, 5);
        var variables = machine.variables();
        double[][] phi = machine.couplings().matrix();
        var none = Evidence.none(variables);
        double[] g = Models.vector(phi.length, RandomStream.of(3).generator()), zero = new double[phi.length];
        var gradient = ImplicitGradient.standard().sensitivity(machine, none, solve(machine, none), g, zero);
        double[][] byCouplings = gradient.byCouplings(variables);
        for (int r = 0; r < phi.length; r++)
            for (int c = 0; c < r; c++) {
                if (variables.variableOf(r) == variables.variableOf(c)) continue;
                double[] change = new double[2];
                for (int side = 0; side < 2; side++) {
                    double[][] moved = machine.couplings().matrix();
                    moved[r][c] = moved[c][r] = (phi[r][c] + phi[c][r]) / 2 + (side == 0 ? 1e-5 : -1e-5);
                    change[side] = loss(
                            BoltzmannMachine.of(DenseCouplings.of(variables, moved), machine.bias()), none, g, zero);
                }
                assertThat(2 * byCouplings[r][c]).isCloseTo((change[0] - change[1]) / 2e-5, within(1e-6));
            }
    }
}
