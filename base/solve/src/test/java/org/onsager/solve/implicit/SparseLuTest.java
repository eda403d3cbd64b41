package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.onsager.solve.Jacobian;
import org.onsager.solve.Ode;
import org.onsager.solve.Pid;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.SquareBrusselator;
import org.onsager.solve.multistep.Bdf;

class SparseLuTest {
    private static final double[] NONE = {};

    private static int[][] pattern(int n, double density, boolean diagonal, SplittableRandom random) {
        var rows = new int[n][];
        var shift = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
        for (int j = 0; j < n; j++) {
            int column = j;
            // a permutation keeps the matrix structurally regular where the diagonal is missing
            rows[j] = IntStream.range(0, n)
                    .filter(i -> (diagonal ? i == column : i == shift[column]) || random.nextDouble() < density)
                    .toArray();
        }
        return rows;
    }

    private static double[] values(int[][] rows, SplittableRandom random) {
        return random.doubles(Arrays.stream(rows).mapToInt(r -> r.length).sum(), -1, 1)
                .toArray();
    }

    /// The largest component of \(Ax - b\), complex.
    private static double residual(
            int[][] rows, double[] a, double[] ai, double[] x, double[] xi, double[] b, double[] bi) {
        double[] re = b.clone(), im = bi.clone();
        int at = 0;
        for (int j = 0; j < rows.length; j++)
            for (int i : rows[j]) {
                double c = a[at], d = ai.length > 0 ? ai[at] : 0;
                at++;
                re[i] -= c * x[j] - d * xi[j];
                im[i] -= c * xi[j] + d * x[j];
            }
        double max = 0;
        for (int i = 0; i < re.length; i++) max = Math.max(max, Math.hypot(re[i], im[i]));
        return max;
    }

    @Property(tries = 60)
    void factors_solve_random_systems_and_go_on_doing_so_with_other_values(
            @ForAll @IntRange(min = 1, max = 60) int n, @ForAll long seed, @ForAll boolean diagonal) {
        var random = new SplittableRandom(seed);
        int[][] rows = pattern(n, 3.0 / n, diagonal, random);
        int[] order = MinimumDegree.of(rows).sequence();
        var real = new SparseLu(rows, order, false);
        var complex = new SparseLu(rows, order, true);
        for (int turn = 0; turn < 4; turn++) {
            double[] a = values(rows, random), ai = values(rows, random);
            double[] b = random.doubles(n, -1, 1).toArray(),
                    bi = random.doubles(n, -1, 1).toArray();
            double[] x = b.clone(), zero = new double[n];
            if (real.factor(a, NONE) < 0) {
                real.solve(x);
                double size = Math.max(1, Arrays.stream(x).map(Math::abs).max().orElse(1));
                assertThat(residual(rows, a, NONE, x, zero, b, zero)).isLessThan(1e-9 * size);
            }
            double[] u = b.clone(), v = bi.clone();
            assertThat(complex.factor(a, ai)).isEqualTo(-1);
            complex.solve(u, v);
            double size = Math.max(1, Arrays.stream(u).map(Math::abs).max().orElse(1));
            assertThat(residual(rows, a, ai, u, v, b, bi)).isLessThan(1e-9 * size);
        }
    }

    @Test
    void a_pivot_that_has_become_small_makes_the_factorisation_start_afresh() {
        int[][] rows = {{0, 1}, {0, 1}};
        var lu = new SparseLu(rows, new int[] {0, 1}, false);
        assertThat(lu.factor(new double[] {1, 1, 1, -1}, NONE)).isEqualTo(-1);
        assertThat(lu.factor(new double[] {1e-14, 1, 1, 1}, NONE)).isEqualTo(-1);
        double[] x = {1, 2};
        lu.solve(x);
        assertThat(x[0]).isCloseTo(1, within(1e-12));
        assertThat(x[1]).isCloseTo(1, within(1e-12));
        assertThat(lu.factor(new double[] {1, 2, 2, 4}, NONE)).isEqualTo(1);
        assertThat(lu.factor(new double[] {1, 2, 2, 5}, NONE)).isEqualTo(-1);
    }

    private static int[][] grid(int side) {
        return IntStream.range(0, side * side)
                .mapToObj(p -> {
                    int x = p % side, y = p / side;
                    return IntStream.of(
                                    y > 0 ? p - side : -1,
                                    x > 0 ? p - 1 : -1,
                                    p,
                                    x < side - 1 ? p + 1 : -1,
                                    y < side - 1 ? p + side : -1)
                            .filter(q -> q >= 0)
                            .toArray();
                })
                .toArray(int[][]::new);
    }

    @Test
    void minimum_degree_is_a_permutation_that_counts_its_operations_and_fills_less_than_a_band() {
        int side = 40, n = side * side;
        int[][] rows = grid(side);
        var order = MinimumDegree.of(rows);
        assertThat(Arrays.stream(order.sequence()).sorted().toArray())
                .isEqualTo(IntStream.range(0, n).toArray());
        var lu = new SparseLu(rows, order.sequence(), false);
        var band = new SparseLu(rows, IntStream.range(0, n).toArray(), false);
        double[] values = new double[Arrays.stream(rows).mapToInt(r -> r.length).sum()];
        int at = 0;
        for (int j = 0; j < n; j++) for (int i : rows[j]) values[at++] = i == j ? 4.5 : -1;
        lu.factor(values, NONE);
        band.factor(values, NONE);
        // natural order fills the band, 2 x side a column
        assertThat(band.fill()).isGreaterThan((int) (1.9 * n * side));
        assertThat(lu.fill()).isLessThan(band.fill() / 3);
        assertThat(order.operations()).isLessThan(0.2 * n * side * side);
    }

    @Test
    void order_of_a_path_and_of_a_star_makes_no_fill() {
        int n = 50;
        var star = new int[n][];
        for (int i = 0; i < n; i++) star[i] = i == 0 ? IntStream.range(0, n).toArray() : new int[] {0, i};
        assertThat(MinimumDegree.of(star).operations()).isLessThanOrEqualTo(2.0 * n);
        var path = new int[n][];
        for (int i = 0; i < n; i++)
            path[i] = IntStream.of(i - 1, i, i + 1).filter(j -> j >= 0 && j < n).toArray();
        assertThat(MinimumDegree.of(path).operations()).isLessThanOrEqualTo(2.0 * n);
    }

    @Test
    void incomplete_factors_of_a_matrix_without_fill_are_its_factors_and_precondition_the_rest() {
        int side = 32;
        double[] y0 = SquareBrusselator.start(side);
        var products = new int[1];
        Jacobian.Product counted = (t, y, v, into) -> {
            products[0]++;
            double[] up = y.clone(), down = y.clone(), f = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                up[i] += 1e-4 * v[i];
                down[i] -= 1e-4 * v[i];
            }
            Ode ode = SquareBrusselator.ode(side, Jacobian.differences());
            ode.rate(t, up, into);
            ode.rate(t, down, f);
            for (int i = 0; i < y.length; i++) into[i] = (into[i] - f[i]) / 2e-4;
        };
        int[] count = new int[2];
        double[][] end = new double[2][];
        for (int with = 0; with < 2; with++) {
            products[0] = 0;
            var free = Jacobian.matrixFree(counted);
            var s = Solve.of(SquareBrusselator.ode(
                            side, with == 1 ? free.preconditioned(SquareBrusselator.pattern(side)) : free))
                    .span(0, 0.2)
                    .y0(y0)
                    .solver(new Bdf())
                    .controller(Pid.tol(1e-5, 1e-7))
                    .run();
            count[with] = products[0];
            end[with] = s.y1();
        }
        assertThat(count[1]).isLessThan((int) (0.6 * count[0]));
        for (int i = 0; i < y0.length; i++) assertThat(end[1][i]).isCloseTo(end[0][i], within(1e-3));

        int n = 30;
        var path = new int[n][];
        for (int i = 0; i < n; i++)
            path[i] = IntStream.of(i - 1, i, i + 1).filter(j -> j >= 0 && j < n).toArray();
        Ode line = Ode.of((t, y, d) -> {
            for (int i = 0; i < n; i++) d[i] = (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < n - 1 ? 3 * y[i + 1] : 0);
        });
        var incomplete = new IncompleteLu(n, new Jacobian.Sparse(path, java.util.Optional.empty()));
        double[] y = new double[n], f = new double[n];
        Arrays.setAll(y, i -> 1 + i);
        line.rate(0, y, f);
        incomplete.jacobian(line, 0, y, f, 1, new org.onsager.solve.Tally());
        incomplete.factor(5, new MassAt(org.onsager.solve.Mass.IDENTITY, n, 0));
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = 5 * y[i] - f[i];
        incomplete.solve(x);
        // tridiagonal elimination makes no fill: the incomplete factors are exact, up to the differences
        for (int i = 0; i < n; i++) assertThat(x[i]).isCloseTo(y[i], within(1e-5));
    }

    @Test
    void sparse_elimination_solves_two_dimensional_diffusion_as_the_dense_one_does() {
        int side = 12;
        assertThat(IterationMatrix.of(
                        SquareBrusselator.ode(side, Jacobian.sparse(SquareBrusselator.pattern(side))),
                        0,
                        SquareBrusselator.start(side),
                        new org.onsager.solve.Tally()))
                .isInstanceOf(SparseMatrix.class);
        for (Solver solver : new Solver[] {new Rodas5P(), new Bdf(), new Radau(3), new Kvaerno5()}) {
            var run = Solve.of(SquareBrusselator.ode(side, Jacobian.differences()))
                    .span(0, 1)
                    .y0(SquareBrusselator.start(side))
                    .solver(solver)
                    .controller(Pid.tol(1e-7, 1e-9));
            double[] dense = run.run().y1();
            var s = Solve.of(SquareBrusselator.ode(side, Jacobian.sparse(SquareBrusselator.pattern(side))))
                    .span(0, 1)
                    .y0(SquareBrusselator.start(side))
                    .solver(solver)
                    .controller(Pid.tol(1e-7, 1e-9))
                    .run();
            for (int i = 0; i < dense.length; i++) assertThat(s.y1()[i]).isCloseTo(dense[i], within(1e-5));
        }
    }
}
