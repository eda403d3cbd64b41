package org.onsager.inference.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;

class FamilyTest {
    private static final double[] UNIT = {1, 1};

    private static double[] ones(int n) {
        var ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    @Test
    void expectation_maximisation_finds_the_mixture_that_the_points_come_from() {
        var truth = new LawMixture(
                new double[] {0.3, 0.7},
                List.of(
                        Gaussian.diagonal(new double[] {-3, 0}, new double[] {0.5, 1}),
                        Gaussian.diagonal(new double[] {2, 1}, new double[] {1, 0.5})));
        double[][] x = truth.draw(5_000, RandomStream.of(3));
        var fit = (LawMixture)
                Family.mixture().fit(x, ones(5_000), UNIT, RandomStream.of(4)).law();
        int left = ((Gaussian) fit.laws().getFirst()).mean()[0] < 0 ? 0 : 1;
        // 0.3 +- 4 sqrt(0.21 / 5000)
        assertThat(fit.weights()[left]).isCloseTo(0.3, within(0.026));
        assertThat(((Gaussian) fit.laws().get(left)).mean()[0]).isCloseTo(-3, within(0.08));
        assertThat(((Gaussian) fit.laws().get(1 - left)).covariance()[1][1]).isCloseTo(0.5, within(0.05));
    }

    @Test
    void inflation_multiplies_the_covariance() {
        double[][] x = Gaussian.standard(2).draw(500, RandomStream.of(3));
        var plain = (Gaussian) new Family.GaussianMixture(1, 1, 1)
                .fit(x, ones(500), UNIT, RandomStream.of(1))
                .law();
        var wide = (Gaussian) new Family.GaussianMixture(1, 2.5, 1)
                .fit(x, ones(500), UNIT, RandomStream.of(1))
                .law();
        assertThat(wide.covariance()[0][0]).isCloseTo(2.5 * plain.covariance()[0][0], within(1e-12));
    }

    @Test
    void weights_move_a_gaussian_to_the_tilted_law() {
        double[][] x = Gaussian.standard(1).draw(100_000, RandomStream.of(9));
        double[] weights = Arrays.stream(x[0]).map(Math::exp).toArray();
        var fit = (Gaussian) Family.gaussian()
                .fit(x, weights, new double[] {1}, RandomStream.of(1))
                .law();
        assertThat(fit.mean()[0]).isCloseTo(1, within(0.03));
        assertThat(fit.covariance()[0][0]).isCloseTo(1, within(0.05));
    }

    @Test
    void student_and_directional_fits_recover_their_own_laws() {
        var student = new StudentLaw(Gaussian.diagonal(new double[] {1, 2}, new double[] {1, 4}), 4);
        var fit = (StudentLaw) new Family.Student(4)
                .fit(student.draw(20_000, RandomStream.of(2)), ones(20_000), UNIT, RandomStream.of(1))
                .law();
        assertThat(fit.shape().mean()[1]).isCloseTo(2, within(0.1));
        assertThat(fit.shape().covariance()[1][1]).isCloseTo(4, within(0.25));
        var shell = new VonMisesNakagami(new double[] {0, 1, 0}, 2, 3, 4);
        var other = (VonMisesNakagami) new Family.Directional()
                .fit(shell.draw(20_000, RandomStream.of(2)), ones(20_000), new double[] {1, 1, 1}, RandomStream.of(1))
                .law();
        assertThat(other.direction()[1]).isGreaterThan(0.999);
        // the closed form for kappa is an approximation, within some 3 % in three dimensions
        assertThat(other.concentration()).isCloseTo(2, within(0.15));
        assertThat(other.shape()).isCloseTo(3, within(0.2));
        assertThat(other.spread()).isCloseTo(4, within(0.1));
    }

    @Test
    void few_effective_points_give_a_diagonal_and_coinciding_points_a_ridge() {
        double[][] x = Gaussian.standard(3).draw(12, RandomStream.of(2));
        var thin = Family.gaussian().fit(x, ones(12), new double[] {1, 1, 1}, RandomStream.of(1));
        assertThat(thin.note()).isEqualTo("diagonal covariance");
        var same = new double[2][20];
        var flat = new Family.SingleGaussian(Family.Covariance.FULL).fit(same, ones(20), UNIT, RandomStream.of(1));
        assertThat(((Gaussian) flat.law()).covariance()[0][0]).isCloseTo(1e-6, within(1e-12));
    }
}
