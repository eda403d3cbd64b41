package org.onsager.solve.implicit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.SaveAt;
import org.onsager.solve.Solve;
import org.onsager.solve.Solver;
import org.onsager.solve.multistep.Bdf;

class MassMatrixTest {
    private static final Ode.Field DECAY_AND_ITS_SQUARE = (t, y, f) -> {
        f[0] = -2 * y[0];
        f[1] = y[0] * y[0] - y[1];
    };

    static Stream<Solver> diagonal() {
        return Stream.of(
                new ImplicitEuler(),
                new CrankNicolson(),
                new Sdirk2(),
                new TrBdf2(),
                new KenCarp4(),
                new Ros3P(),
                new Rodas4(),
                new Rodas5P(),
                new Radau(3),
                new Bdf());
    }

    /// Twice \(y' = -y\), and \(0 = y^2 - z\): \(y = e^{-t}\), \(z = e^{-2t}\).
    @ParameterizedTest
    @MethodSource("diagonal")
    void dense_output_and_its_derivative_are_those_of_the_equation_divided_by_its_mass(Solver solver) {
        check(solver, Mass.diagonal(2, 0));
    }

    static Stream<Solver> dense() {
        return Stream.of(new ImplicitEuler(), new Sdirk2(), new Ros3P(), new Rodas5P(), new Radau(3), new Bdf());
    }

    @ParameterizedTest
    @MethodSource("dense")
    void the_same_holds_for_a_dense_singular_mass_matrix(Solver solver) {
        check(solver, new Mass.Dense(new double[] {2, 0, 0, 0}));
    }

    /// Implicit Euler is off by \(t e^{-t} h/2 \le 0.0019\); a derivative \(f\) instead of \(M^{-1} f\) would be
    /// off by \(e^{-t} \ge 0.13\).
    private static void check(Solver solver, Mass mass) {
        var s = Solve.of(Ode.of(DECAY_AND_ITS_SQUARE).with(mass))
                .span(0, 2)
                .y0(new double[] {1, 1})
                .solver(solver)
                .fixedStep(.01)
                .saveAt(SaveAt.everything())
                .run();
        for (int i = 2; i < 20; i++) {
            // at knots, close by and between
            double t = i / 10.0 + (i % 3) * .0045;
            double y = Math.exp(-t);
            assertThat(s.evaluate(t)).containsExactly(new double[] {y, y * y}, within(4e-3));
            // of the algebraic component only the chord is known, which carries Newton's error over the step
            assertThat(s.derivative(t)[0]).isCloseTo(-y, within(1e-2));
        }
    }
}
