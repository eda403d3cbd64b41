package org.onsager.memory.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onsager.memory.boltzmann.Architecture.Layer;
import org.onsager.numerics.RandomStream;

class CouplingsTest {
    /// Pixels, a hidden layer at half the side with two groups, one at a quarter, a label; strides 1, 2 and 4, an
    /// even kernel, a full-size kernel.
    private static final Architecture TOY = new Architecture(
            List.of(new Layer(2, 8, 8, 1), new Layer(6, 4, 4, 2), new Layer(4, 2, 2, 1), new Layer(3, 1, 1, 1)),
            new int[][] {{3, 0, 0, 0}, {3, 3, 0, 0}, {4, 2, 3, 0}, {0, 0, 2, 1}});

    private static double[] weights(int count, long seed) {
        return Models.vector(count, RandomStream.of(seed).generator());
    }

    /// The same convolutions written down a second time, straight from the definition.
    private static double[][] convolved(Architecture architecture, double[] weights) {
        int layers = architecture.layers().size(), dimension = architecture.firstCoordinate(layers), at = 0;
        var a = new double[dimension][dimension];
        for (int u = 0; u < layers; u++)
            for (int v = 0; v <= u; v++) {
                var to = architecture.layers().get(u);
                var from = architecture.layers().get(v);
                int kernel = architecture.kernels()[u][v], stride = from.height() / to.height();
                int shift = kernel == from.height() && to.height() == 1 ? 0 : (kernel - 1) / 2;
                for (int o = 0; o < to.channels(); o++)
                    for (int dy = 0; dy < kernel; dy++)
                        for (int dx = 0; dx < kernel; dx++)
                            for (int c = 0; c < from.channels(); c++, at++)
                                for (int y = 0; y < to.height(); y++)
                                    for (int x = 0; x < to.width(); x++) {
                                        int row = stride * y + dy - shift, column = stride * x + dx - shift;
                                        if (row < 0 || row >= from.height() || column < 0 || column >= from.width())
                                            continue;
                                        a[architecture.firstCoordinate(u) + (y * to.width() + x) * to.channels() + o][
                                                        architecture.firstCoordinate(v)
                                                                + (row * from.width() + column) * from.channels()
                                                                + c] +=
                                                weights[at];
                                    }
            }
        assertThat(at).isEqualTo(weights.length);
        return a;
    }

    @Test
    void convolutional_couplings_equal_the_dense_ones() {
        double[] w = weights(TOY.weights(), 1);
        double[][] a = convolved(TOY, w);
        for (var normalisation : Normalisation.values()) {
            double[][] conv = TOY.monotone(w, 0.1, normalisation, Borders.EXACT).matrix();
            double[][] dense =
                    MonotoneCouplings.of(TOY.variables(), a, 0.1, normalisation).matrix();
            for (int r = 0; r < a.length; r++) assertThat(conv[r]).containsExactly(dense[r], within(1e-10));
        }
    }

    @Test
    void operator_and_adjoint_agree() {
        var random = RandomStream.of(2).generator();
        for (var couplings : List.<Couplings>of(
                TOY.monotone(weights(TOY.weights(), 1), 0.1, Normalisation.ROW_SCALED_COMPAT, Borders.TILED_COMPAT),
                TOY.monotone(weights(TOY.weights(), 1), 0.1, Normalisation.SYMMETRIC, Borders.EXACT),
                TOY.directed(weights(TOY.betweenWeights(), 3)))) {
            int dimension = couplings.variables().dimension();
            double[] x = Models.vector(dimension, random), y = Models.vector(dimension, random);
            double[] px = new double[dimension], py = new double[dimension];
            couplings.applier(1).apply(x, px);
            couplings.applier(1).applyTransposed(y, py);
            double left = 0, right = 0, size = 0;
            for (int c = 0; c < dimension; c++) {
                left += y[c] * px[c];
                right += py[c] * x[c];
                size += Math.abs(y[c] * px[c]);
            }
            assertThat(left).isCloseTo(right, within(1e-12 * size));
        }
    }

    @Test
    void bundles_have_the_products_of_their_lanes_and_fields_follow_changes() {
        var random = RandomStream.of(2).generator();
        for (var couplings : List.<Couplings>of(
                TOY.monotone(weights(TOY.weights(), 1), 0.1, Normalisation.SYMMETRIC, Borders.TILED_COMPAT),
                TOY.directed(weights(TOY.betweenWeights(), 3)),
                DenseCouplings.of(
                        TOY.variables(),
                        TOY.directed(weights(TOY.betweenWeights(), 3)).matrix()))) {
            int dimension = couplings.variables().dimension(), width = Lanes.BUNDLE;
            double[] in = Models.vector(dimension * width, random), out = new double[dimension * width];
            couplings.applier(width).apply(in, out);
            double[] x = new double[dimension], image = new double[dimension];
            for (int l = 0; l < width; l++) {
                for (int c = 0; c < dimension; c++) x[c] = in[c * width + l];
                couplings.applier(1).apply(x, image);
                for (int c = 0; c < dimension; c++)
                    assertThat(out[c * width + l]).isCloseTo(image[c], within(1e-11));
            }
            var fields = couplings.fields(x);
            fields.change(3, new double[] {0.5, -0.25});
            x[couplings.variables().offset(3)] += 0.5;
            x[couplings.variables().offset(3) + 1] -= 0.25;
            couplings.applier(1).apply(x, image);
            for (int i = 0; i < couplings.variables().count(); i++) {
                var field = new double[couplings.variables().states(i)];
                fields.get(i, field);
                for (int s = 0; s < field.length; s++)
                    assertThat(field[s]).isCloseTo(image[couplings.variables().offset(i) + s], within(1e-11));
            }
        }
    }

    @Property(tries = 60)
    void every_factor_gives_an_admissible_matrix(
            @ForAll @IntRange(min = 1, max = 8) int count,
            @ForAll @IntRange(min = 1, max = 30) int rows,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double m,
            @ForAll long seed) {
        var couplings = (MonotoneCouplings) Models.random(count, rows, m, seed).couplings();
        assertThat(Spectrum.eigenvalues(couplings)[0]).isGreaterThanOrEqualTo(m - 1e-10);
        assertThat(1 - couplings.largestBlock()).isGreaterThanOrEqualTo(m - 1e-12);
        double[][] phi = couplings.matrix();
        var variables = couplings.variables();
        for (int r = 0; r < phi.length; r++)
            for (int c = 0; c < phi.length; c++) {
                assertThat(phi[r][c]).isCloseTo(phi[c][r], within(1e-12));
                if (variables.variableOf(r) == variables.variableOf(c))
                    assertThat(phi[r][c]).isCloseTo(0, within(1e-12));
            }
    }

    @Test
    void convolutional_matrices_are_admissible_and_tiled_borders_leave_positive_self_couplings() {
        double[] w = weights(TOY.weights(), 1);
        for (var normalisation : Normalisation.values())
            for (var borders : Borders.values()) {
                var couplings = TOY.monotone(w, 0.1, normalisation, borders);
                assertThat(Spectrum.eigenvalues(couplings)[0])
                        .as("%s %s", normalisation, borders)
                        .isGreaterThanOrEqualTo(0.1 - 1e-10);
            }
        double[][] tiled = TOY.monotone(w, 0.1, Normalisation.SYMMETRIC, Borders.TILED_COMPAT)
                .matrix();
        // pixel (2, 2) of the first layer sees all taps that its phase can, pixel (0, 0) does not
        int inner = 2 * (2 * 8 + 2);
        assertThat(Math.abs(tiled[inner][inner])).isLessThan(1e-12);
        assertThat(tiled[0][0] * tiled[1][1] - tiled[0][1] * tiled[1][0]).isGreaterThanOrEqualTo(-1e-12);
        assertThat(tiled[0][0]).isGreaterThan(1e-3);
    }

    @Test
    void row_scaled_couplings_have_the_spectrum_of_the_symmetric_ones() {
        double[] w = weights(TOY.weights(), 1);
        double[] symmetric = Spectrum.eigenvalues(TOY.monotone(w, 0.1, Normalisation.SYMMETRIC, Borders.EXACT));
        double[] scaled = Spectrum.eigenvalues(TOY.monotone(w, 0.1, Normalisation.ROW_SCALED_COMPAT, Borders.EXACT));
        assertThat(scaled).containsExactly(symmetric, within(1e-8));
    }

    @Test
    void the_parameterisation_reaches_every_admissible_matrix() {
        for (int n = 0; n < 5; n++) {
            var phi = DenseCouplings.of(
                    Models.random(5, 12, 0.3, n).variables(),
                    Models.random(5, 12, 0.3, n).couplings().matrix());
            var back = MonotoneCouplings.of(phi.variables(), Admissible.factor(phi, 0.3), 0.3);
            for (int r = 0; r < phi.matrix().length; r++)
                assertThat(back.matrix()[r]).containsExactly(phi.matrix()[r], within(1e-10));
            assertThat(back.largestBlock()).isCloseTo(0.7, within(1e-9));
        }
    }

    @Test
    void projection_is_the_identity_on_admissible_matrices_and_admissible_on_others() {
        var inside = Models.random(5, 12, 0.3, 1).couplings();
        double[][] same =
                Admissible.project(inside.variables(), inside.matrix(), 0.3).matrix();
        for (int r = 0; r < same.length; r++) assertThat(same[r]).containsExactly(inside.matrix()[r], within(1e-9));
        double[][] outside = inside.matrix();
        for (double[] row : outside) for (int c = 0; c < row.length; c++) row[c] *= 5;
        var projected = Admissible.project(inside.variables(), outside, 0.3);
        assertThat(Spectrum.eigenvalues(projected)[0]).isGreaterThanOrEqualTo(0.3 - 1e-10);
        assertThat(distance(projected.matrix(), outside)).isLessThan(distance(inside.matrix(), outside));
    }

    private static double distance(double[][] x, double[][] y) {
        double sum = 0;
        for (int r = 0; r < x.length; r++)
            for (int c = 0; c < x.length; c++) sum += (x[r][c] - y[r][c]) * (x[r][c] - y[r][c]);
        return sum;
    }

    @Test
    void lanczos_finds_the_ends_of_the_spectrum() {
        var couplings = TOY.monotone(weights(TOY.weights(), 1), 0.1, Normalisation.SYMMETRIC, Borders.EXACT);
        double[] all = Spectrum.eigenvalues(couplings), ends = Spectrum.lanczos(couplings);
        assertThat(ends[0]).isCloseTo(all[0], within(1e-6));
        assertThat(ends[1]).isCloseTo(all[all.length - 1], within(1e-6));
        assertThat(Spectrum.powerBound(couplings)).isBetween(0.95 * ends[1], 1.05 * ends[1]);
    }

    @Test
    void matrices_that_are_not_admissible_are_refused_with_the_eigenvalue() {
        var two = Variables.uniform(2, 2);
        double[][] strong = antiferromagnet(1.2);
        assertThatThrownBy(() -> BoltzmannMachine.of(DenseCouplings.of(two, strong), new double[4]))
                .hasMessageContaining("smallest eigenvalue of I - Phi must be in (0, inf), not -0.2");
        var relaxed = BoltzmannMachine.relaxed(DenseCouplings.of(two, strong), new double[4]);
        assertThat(relaxed.guarantee()).isEqualTo(Guarantee.RELAXED);
        assertThat(MeanFieldSolver.standard().solve(relaxed, Evidence.none(two)).marginals())
                .containsExactly(new double[] {0.5, 0.5, 0.5, 0.5}, within(1e-8));
        assertThatThrownBy(() -> BoltzmannMachine.relaxed(DenseCouplings.of(two, antiferromagnet(2.1)), new double[4]))
                .hasMessageContaining("-1.1");
        var unsafe = BoltzmannMachine.unsafe(DenseCouplings.of(two, antiferromagnet(4)), new double[4]);
        assertThatThrownBy(() -> MeanFieldSolver.standard().solve(unsafe, Evidence.none(two)))
                .hasMessageContaining("method must be BLOCK");
        var block = MeanFieldSolver.of(Method.BLOCK);
        var one = block.solve(unsafe, Evidence.none(two), new double[] {0.9, 0.1, 0.1, 0.9});
        var other = block.solve(unsafe, Evidence.none(two), new double[] {0.1, 0.9, 0.9, 0.1});
        assertThat(one.unique()).isFalse();
        assertThat(one.marginals()[0]).isGreaterThan(0.9);
        assertThat(other.marginals()[0]).isLessThan(0.1);
        assertThat(unsafe.project(0.1).guarantee()).isEqualTo(Guarantee.MONOTONE);
    }

    private static double[][] antiferromagnet(double c) {
        double h = c / 2;
        return new double[][] {{0, 0, -h, h}, {0, 0, h, -h}, {-h, h, 0, 0}, {h, -h, 0, 0}};
    }

    @Test
    void bad_matrices_and_settings_are_told_in_one_line() {
        var two = Variables.uniform(2, 2);
        double[][] a = {{1, 0, 0, 1}};
        assertThatThrownBy(() -> MonotoneCouplings.of(two, a, 0)).hasMessage("m must be in (0, 1), not 0.0");
        assertThatThrownBy(() -> MonotoneCouplings.of(two, a, 1)).hasMessage("m must be in (0, 1), not 1.0");
        assertThatThrownBy(() -> MonotoneCouplings.of(two, new double[][] {{1, Double.NaN, 0, 0}}, 0.5))
                .hasMessageContaining("A must be finite, not NaN");
        assertThatThrownBy(() -> Variables.of(2, 1)).hasMessage("states of variable 1 must be in [2, inf), not 1");
        double[][] lopsided = antiferromagnet(0.5);
        lopsided[0][2] = 0;
        assertThatThrownBy(() -> DenseCouplings.of(two, lopsided)).hasMessageContaining("symmetric");
        double[][] selfCoupled = antiferromagnet(0.5);
        selfCoupled[0][0] = 0.1;
        assertThatThrownBy(() -> DenseCouplings.of(two, selfCoupled))
                .hasMessageContaining("zero within the block of variable 0");
        var couplings = MonotoneCouplings.of(two, a, 0.5);
        assertThatThrownBy(() -> BoltzmannMachine.of(couplings, new double[] {0, Double.POSITIVE_INFINITY, 0, 0}))
                .hasMessageContaining("b must be finite");
        assertThatThrownBy(() -> BoltzmannMachine.of(couplings, new double[3])).hasMessageContaining("length 4");
        assertThatThrownBy(() -> MeanFieldSolver.standard().withStep(1.5)).hasMessageContaining("a must be in (0, 1]");
    }

    @Test
    void bad_evidence_is_told_in_one_line() {
        var two = Variables.uniform(2, 2);
        boolean[] first = {true, false};
        assertThatThrownBy(() -> Evidence.of(two, new double[4], new boolean[3]))
                .hasMessageContaining("mask must have length 2");
        assertThatThrownBy(() -> Evidence.of(two, new double[] {0.4, 0.6, 0, 0}, first))
                .hasMessageContaining("observed variable 0 must be one-hot");
        assertThat(Evidence.soft(two, new double[] {0.4, 0.6, 0, 0}, first).value(1))
                .isEqualTo(0.6);
        assertThatThrownBy(() -> Evidence.of(two, new int[] {2, 0}))
                .hasMessageContaining("state of variable 0 must be in [0, 2)");
        var other = Variables.uniform(3, 2);
        assertThatThrownBy(() -> MeanFieldSolver.standard().solve(WorkedMachines.worked(0.5), Evidence.none(other)))
                .hasMessageContaining("evidence must be on the machine's");
    }
}
