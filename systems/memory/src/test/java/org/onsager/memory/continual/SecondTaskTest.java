package org.onsager.memory.continual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecondTaskTest {
    private static final FranzParisi THEORY = FranzParisi.at(20);
    private static final TaskOneSolution FIRST = THEORY.task1(2, 0, TheoryBranch.HIGH);
    private static final ReferenceLaw LAW = ReferenceLaw.of(FIRST.conjugates(), 0, THEORY.quadrature());

    private static TaskTwoEquations second(double similarity, double gamma) {
        return new TaskTwoEquations(1, 20, similarity, gamma, THEORY.quadrature(), LAW);
    }

    @Test
    void the_response_of_the_weights_is_their_derivative() {
        for (TaskEquations equations : List.of(
                new TaskOneEquations(1, 20, 0, THEORY.quadrature()),
                new TaskOneEquations(1, 20, 2, THEORY.quadrature()),
                second(0.4, 0.1),
                second(1, 0.05)))
            for (var hats : List.of(new Conjugates(3.1, 0.8, 1.9), new Conjugates(40, 6, 12))) {
                double[][] response = equations.response(hats).matrix;
                for (int k = 0; k < 3; k++) {
                    double step = 1e-4;
                    double[] up = order(equations, hats, k, step), down = order(equations, hats, k, -step);
                    for (int i = 0; i < 3; i++)
                        assertThat(response[i][k]).isCloseTo((up[i] - down[i]) / (2 * step), within(2e-7));
                }
            }
    }

    private static double[] order(TaskEquations equations, Conjugates hats, int k, double step) {
        double[] x = hats.coordinates();
        x[k] += step;
        return equations.weights(new Conjugates(x[0], x[1], x[2])).order().coordinates();
    }

    /// The average over the sign is linear: teachers that agree, and teachers that disagree, have tables of their
    /// own.
    @Test
    void one_table_serves_both_signs() {
        double similarity = 0.3;
        for (double r : new double[] {0.001, 0.8, -4})
            for (double gamma : new double[] {0, 0.1, 1}) {
                var hats = new Conjugates(12, r, 3);
                var both = second(similarity, gamma).weights(hats);
                var same = second(1, gamma).weights(hats);
                var opposite = second(-1, gamma).weights(hats);
                for (int i = 0; i < 3; i++) {
                    double mixed = 0.5 * (1 + similarity) * same.order().coordinates()[i]
                            + 0.5 * (1 - similarity) * opposite.order().coordinates()[i];
                    assertThat(both.order().coordinates()[i]).isCloseTo(mixed, within(2e-9));
                }
            }
    }

    @Test
    void the_coarse_law_gives_the_same_gaussian_averages() {
        double deviation = 1.7;
        var coarse = LAW.coarse(deviation);
        assertThat(coarse.nodes().length).isLessThan(LAW.nodes().length / 3);
        for (double field = -10; field < 25; field += 0.7)
            assertThat(average(coarse, field, deviation)).isCloseTo(average(LAW, field, deviation), within(2e-11));
    }

    private static double average(ReferenceLaw law, double field, double deviation) {
        double sum = 0;
        for (int j = 0; j < law.nodes().length; j++) {
            double z = (field - law.nodes()[j]) / deviation;
            sum += law.weights()[j] * Math.exp(-0.5 * z * z);
        }
        return sum;
    }

    @Test
    void a_curve_is_the_solutions_at_its_loads() {
        var task = THEORY.after(FIRST);
        double[] loads = {0.5, 1, 1.5, 2};
        var curve = task.curve(loads, 0, 1);
        for (int k = 0; k < loads.length; k++)
            assertThat(curve.get(k).firstOverlap())
                    .isCloseTo(task.solve(loads[k], 0, 1).firstOverlap(), within(1e-8));
    }
}
