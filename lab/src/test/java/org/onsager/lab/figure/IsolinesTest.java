package org.onsager.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IsolinesTest {
    private static final double[] X = Gallery.grid(-2, 2, 81);

    @Test
    void level_lines_of_a_paraboloid_are_one_closed_circle_each() {
        var values = Gallery.table(X, X, (x, y) -> x * x + y * y);
        for (double level : new double[] {0.25, 1, 2.25}) {
            var curves = Isolines.of(X, X, values, level);
            assertThat(curves).hasSize(1);
            var circle = curves.getFirst();
            int last = circle.x().length - 1;
            assertThat(circle.x()[0]).isEqualTo(circle.x()[last]);
            assertThat(circle.y()[0]).isEqualTo(circle.y()[last]);
            double length = 0;
            double area = 0;
            for (int i = 0; i < last; i++) {
                // Interpolation along an edge of length h errs by at most h^2 / (8 r).
                assertThat(Math.hypot(circle.x()[i], circle.y()[i]))
                        .isCloseTo(Math.sqrt(level), within(0.05 * 0.05 / (4 * Math.sqrt(level))));
                length += Math.hypot(circle.x()[i + 1] - circle.x()[i], circle.y()[i + 1] - circle.y()[i]);
                area += (circle.x()[i] * circle.y()[i + 1] - circle.x()[i + 1] * circle.y()[i]) / 2;
            }
            assertThat(length).isCloseTo(2 * Math.PI * Math.sqrt(level), within(0.01));
            assertThat(Math.abs(area)).isCloseTo(Math.PI * level, within(0.01));
        }
    }

    @Test
    void a_plane_gives_one_open_straight_line_from_side_to_side() {
        var curves = Isolines.of(X, X, Gallery.table(X, X, (x, y) -> x + 0.5 * y), 0.3);
        assertThat(curves).hasSize(1);
        for (int i = 0; i < curves.getFirst().x().length; i++) {
            assertThat(curves.getFirst().x()[i] + 0.5 * curves.getFirst().y()[i])
                    .isCloseTo(0.3, within(1e-12));
        }
    }

    @Test
    void a_saddle_gives_two_branches_and_missing_cells_break_a_line() {
        assertThat(Isolines.of(X, X, Gallery.table(X, X, (x, y) -> x * y), 0.5)).hasSize(2);
        var holed = Gallery.table(X, X, (x, y) -> Math.abs(x) < 0.11 ? Double.NaN : y);
        assertThat(Isolines.of(X, X, holed, 0.01)).hasSize(2);
        assertThat(Isolines.of(X, X, Gallery.table(X, X, (x, y) -> x * x), -1)).isEmpty();
    }
}
