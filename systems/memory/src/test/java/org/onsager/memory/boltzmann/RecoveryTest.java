package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class RecoveryTest {
    /// Biases of a known machine are found again from its mean-field marginals by gradient descent on the
    /// implicit gradient.
    @Test
    void biases_are_recovered_from_the_marginals_of_a_known_machine() {
        var truth = Models.random(4, 10, 0.2, 12);
        var none = Evidence.none(truth.variables());
        double[] wanted = MeanFieldSolver.standard()
                .withTolerance(1e-12)
                .solve(truth, none)
                .marginals();
        var bias = new double[wanted.length];
        for (int step = 0; step < 3000; step++) {
            var machine = BoltzmannMachine.of(truth.couplings(), bias);
            var solution = MeanFieldSolver.of(Method.BLOCK).withTolerance(1e-12).solve(machine, none);
            var difference = new double[wanted.length];
            for (int c = 0; c < wanted.length; c++) difference[c] = solution.marginals()[c] - wanted[c];
            double[] gradient = ImplicitGradient.standard()
                    .sensitivity(machine, none, solution, difference, new double[wanted.length])
                    .byBias();
            for (int c = 0; c < wanted.length; c++) bias[c] -= 2 * gradient[c];
        }
        double[] found = MeanFieldSolver.standard()
                .withTolerance(1e-12)
                .solve(BoltzmannMachine.of(truth.couplings(), bias), none)
                .marginals();
        for (int c = 0; c < wanted.length; c++)
            assertThat(found[c]).isCloseTo(wanted[c], org.assertj.core.api.Assertions.within(1e-3));
        // biases are known up to a constant within each variable
        double[] known = truth.bias();
        var variables = truth.variables();
        for (int i = 0; i < variables.count(); i++) {
            int from = variables.offset(i);
            for (int c = from + 1; c < variables.offset(i + 1); c++)
                if (wanted[c] > 0.02 && wanted[from] > 0.02)
                    assertThat(bias[c] - bias[from])
                            .isCloseTo(known[c] - known[from], org.assertj.core.api.Assertions.within(0.1));
        }
    }

    @Test
    void samples_of_a_known_machine_have_its_exact_marginals() {
        var machine = Models.random(4, 10, 0.2, 13);
        var none = Evidence.none(machine.variables());
        int[][] samples = new BlockGibbs(2000, 10, 1).samples(machine, none, RandomStream.of(4));
        double[] exact = Enumeration.of(machine, none).marginals(), share = new double[exact.length];
        for (int[] state : samples)
            for (int i = 0; i < state.length; i++)
                share[machine.variables().offset(i) + state[i]] += 1.0 / samples.length;
        for (int c = 0; c < exact.length; c++)
            // five standard errors of a share of 2000 independent chains
            assertThat(share[c])
                    .isCloseTo(
                            exact[c],
                            org.assertj.core.api.Assertions.within(
                                    5 * Math.sqrt(exact[c] * (1 - exact[c]) / 2000) + 1e-9));
    }
}
