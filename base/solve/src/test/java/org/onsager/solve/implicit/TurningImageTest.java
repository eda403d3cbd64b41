package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.multistep.Bdf;

class TurningImageTest {
    private static final int N = 6;

    private static double[] random(RandomGenerator random, int count) {
        var values = new double[count];
        for (int i = 0; i < count; i++) values[i] = random.nextGaussian();
        return values;
    }

    /// An \(n \times n\) matrix of rank `r` as a product.
    private static double[] ofRank(int r, double[] left, double[] right) {
        var matrix = new double[N * N];
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++)
                for (int m = 0; m < r; m++) matrix[i * N + j] += left[i * N + m] * right[m * N + j];
        return matrix;
    }

    private static double[] times(double[] matrix, double[] v) {
        var product = new double[N];
        for (int i = 0; i < N; i++) for (int j = 0; j < N; j++) product[i] += matrix[i * N + j] * v[j];
        return product;
    }

    @Test
    void rank_and_sign_of_the_determinant_are_those_of_the_matrix() {
        for (int trial = 0; trial < 50; trial++) {
            var random = RandomStream.of(1).split("rank").at(trial).generator();
            double[] left = random(random, N * N), right = random(random, N * N);
            for (int r = 0; r <= N; r++) {
                double[] matrix = ofRank(r, left, right);
                var image = new TurningImage(N);
                image.count(matrix);
                assertThat(image.rank()).isEqualTo(r);
                if (r < N) assertThat(image.sign()).isZero();
                else
                    assertThat(image.sign()).isEqualTo((int) Math.signum(
                            new LUDecomposition(MatrixUtils.createRealMatrix(rows(matrix))).getDeterminant()));
            }
        }
    }

    private static double[][] rows(double[] matrix) {
        var rows = new double[N][N];
        for (int i = 0; i < N; i++) System.arraycopy(matrix, i * N, rows[i], 0, N);
        return rows;
    }

    /// What is in the image of \(M(t)\) is turned into that of \(M(t^*)\), what is orthogonal to it into the
    /// complement.
    @Test
    void residuals_of_differential_equations_stay_out_of_the_algebraic_ones() {
        for (int trial = 0; trial < 50; trial++) {
            var random = RandomStream.of(1).split("align").at(trial).generator();
            for (int r = 1; r < N; r++) {
                double[] before = ofRank(r, random(random, N * N), random(random, N * N));
                double[] after = ofRank(r, random(random, N * N), random(random, N * N));
                var image = new TurningImage(N);
                image.choose(before);
                double[] residual = times(after, random(random, N)), given = residual.clone();
                image.align(1, after, residual);
                assertThat(norm(residual)).isCloseTo(norm(given), within(1e-12 * norm(given)));
                double[] orthogonal = left(after)[N - 1].clone();
                image.align(1, after, orthogonal);
                double[][] vectors = left(before);
                for (int k = 0; k < N; k++) {
                    double[] none = k < r ? orthogonal : residual;
                    double sum = 0;
                    for (int i = 0; i < N; i++) sum += vectors[k][i] * none[i];
                    // columns of random matrices have conditions up to some 1e4
                    assertThat(sum / norm(none)).isCloseTo(0, within(1e-10));
                }
                double[] same = given.clone();
                image.align(2, before, same);
                assertThat(same).containsExactly(given, within(1e-10 * norm(given)));
            }
        }
    }

    private static double[][] left(double[] matrix) {
        return new SingularValueDecomposition(MatrixUtils.createRealMatrix(rows(matrix)))
                .getUT()
                .getData();
    }

    private static double norm(double[] v) {
        double sum = 0;
        for (double each : v) sum += each * each;
        return Math.sqrt(sum);
    }

    /// Two equations that turn at different rates, mixed by a reflection: rank 2 of 4.
    @Test
    void two_algebraic_equations_turn_at_once() {
        Ode one = MassProblems.turning(2, 1, true), two = MassProblems.turning(-3, .5, true);
        double[] half = new double[4], z = new double[4], g = new double[4], a = new double[4], b = new double[4];
        double[] first = new double[2], second = new double[2], left = new double[2], right = new double[2];
        var mixed = Ode.of((t, y, f) -> {
                    reflect(y, z);
                    System.arraycopy(z, 0, first, 0, 2);
                    System.arraycopy(z, 2, second, 0, 2);
                    one.rate(t, first, left);
                    two.rate(t, second, right);
                    System.arraycopy(left, 0, g, 0, 2);
                    System.arraycopy(right, 0, g, 2, 2);
                    reflect(g, f);
                })
                .with(Mass.dense(4, (t, m) -> {
                    java.util.Arrays.fill(a, 0);
                    java.util.Arrays.fill(b, 0);
                    ((Mass.MovingDense) one.mass()).entries().at(t, a);
                    ((Mass.MovingDense) two.mass()).entries().at(t, b);
                    for (int j = 0; j < 4; j++) {
                        java.util.Arrays.fill(half, 0);
                        half[j] = 1;
                        reflect(half, z);
                        for (int i = 0; i < 2; i++) {
                            g[i] = a[2 * i] * z[0] + a[2 * i + 1] * z[1];
                            g[2 + i] = b[2 * i] * z[2] + b[2 * i + 1] * z[3];
                        }
                        reflect(g, half);
                        for (int i = 0; i < 4; i++) m[4 * i + j] = half[i];
                    }
                }));
        for (Solver solver : new Solver[] {new Bdf(), new Radau(3), new VariableRadau()}) {
            var s = Solve.of(mixed)
                    .span(0, 1)
                    .y0(mixedExact(0))
                    .solver(solver)
                    .controller(Pid.tol(1e-7, 1e-7))
                    .run();
            assertThat(s.y1())
                    .as(solver.name())
                    .containsExactly(mixedExact(1), within(2e-7 * s.statistics().steps()));
            assertThat(s.statistics().steps()).isLessThan(120);
        }
        // the same constraints by a consistent start
        double[] start = mixedExact(.3);
        assertThat(ConsistentStart.of(mixed, .3, start)).containsExactly(start, within(1e-11));
    }

    private static double[] mixedExact(double t) {
        double[] u = MassProblems.exact(t, 1), v = MassProblems.exact(t, .5);
        var mixed = new double[4];
        reflect(new double[] {u[0], u[1], v[0], v[1]}, mixed);
        return mixed;
    }

    /// \(1 - 2 w w^T\) with \(w = (1, 2, 3, 4)/\sqrt{30}\), its own inverse.
    private static void reflect(double[] from, double[] into) {
        double along = (from[0] + 2 * from[1] + 3 * from[2] + 4 * from[3]) / 15;
        for (int i = 0; i < 4; i++) into[i] = from[i] - (i + 1) * along;
    }
}
