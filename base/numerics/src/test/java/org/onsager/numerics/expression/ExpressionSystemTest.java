package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.data.Offset.offset;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionSystemTest {
    private static final ExpressionSystem LORENZ = ExpressionSystem.parse("""
            # Lorenz 1963, with noise
            param sigma = 10, rho = 28,
                  beta = 8/3
            dx/dt = sigma*(y - x)
            y' = x*(rho - z) - y
            xy = x*y            # a definition
            dz/dt = xy -
                    beta*z
            dx/dW = 0.1*x; dz/dW2 = 0.2
            x(0) = 1; y(0) = rho/2; z(0) = 20
            output r = sqrt(x^2 + y^2)
            """);

    @Test
    void a_system_names_its_parts() {
        assertThat(LORENZ.states()).containsExactly("x", "y", "z");
        assertThat(LORENZ.parameters())
                .containsExactly(Map.entry("sigma", 10.0), Map.entry("rho", 28.0), Map.entry("beta", 8 / 3.0));
        assertThat(LORENZ.noises()).containsExactly("W", "W2");
        assertThat(LORENZ.initial()).containsExactly(1, 14, 20);
        assertThat(LORENZ.with("rho", 10).initial()).containsExactly(1, 5, 20);
        assertThat(LORENZ.outputTerms()).containsOnlyKeys("r");
        assertThat(LORENZ.isAdditive()).isFalse();
        assertThat(LORENZ.isDiagonal()).isTrue();
    }

    @Test
    void drift_diffusion_and_outputs_are_compiled() {
        double[] state = {1, 2, 3};
        double[] p = LORENZ.symbols().defaults();
        double[] out = new double[6];
        LORENZ.drift().evaluate(0, state, p, out);
        assertThat(out).startsWith(10 * (2 - 1.0), 1 * (28 - 3.0) - 2, 2 - 8 / 3.0 * 3);
        LORENZ.diffusion().evaluate(0, state, p, out);
        assertThat(out).containsExactly(0.1, 0, 0, 0, 0, 0.2);
        LORENZ.outputs().evaluate(0, state, p, out);
        assertThat(out[0]).isEqualTo(Math.sqrt(5));
    }

    @Test
    void jacobians_are_sparse_and_exact() {
        double[] dense = new double[9];
        LORENZ.jacobian().dense(0, new double[] {1, 2, 3}, LORENZ.symbols().defaults(), dense);
        assertThat(dense).containsExactly(-10, 10, 0, 25, -1, -1, 2, 1, -8 / 3.0);
        assertThat(LORENZ.jacobian().entries()).hasSize(8);
        LORENZ.parameterJacobian()
                .dense(0, new double[] {1, 2, 3}, LORENZ.symbols().defaults(), dense);
        assertThat(dense).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, -3);
        var g = LORENZ.diffusionJacobian();
        assertThat(g.rowOf()).containsExactly(0);
        assertThat(g.entries().getFirst().text()).isEqualTo("0.1");
    }

    /// x'' = -x and x' = t x: the series of sine, cosine and exp(t^2/2).
    @Test
    void taylor_coefficients_of_a_solution() {
        var oscillator = ExpressionSystem.parse("x' = v; v' = -x");
        double[][] series = oscillator.taylor(0, new double[] {0, 1}, 20);
        assertThat(series[0]).containsExactly(Formula.of("sin(t)", "t").taylor(0, 20), offset(1e-15));
        assertThat(series[1]).containsExactly(Formula.of("cos(t)", "t").taylor(0, 20), offset(1e-15));
        double[][] gauss = ExpressionSystem.parse("x' = t*x").taylor(0.5, new double[] {Math.exp(0.125)}, 15);
        assertThat(gauss[0]).containsExactly(Formula.of("exp(t^2/2)", "t").taylor(0.5, 15), offset(1e-14));
    }

    @Test
    void vectors_may_have_an_equation_for_each_end() {
        var heat = ExpressionSystem.parse("""
                const n = 5
                param D = 2
                du[0]/dt = 0
                du[i]/dt = D*(u[i-1] - 2*u[i] + u[i+1]) for i = 1..n-2
                du[n-1]/dt = 1
                u[i](0) = i^2 for i = 0..n-1
                du[i]/dW = 0.1 for i = 1..2
                """);
        double[] out = new double[5];
        heat.drift().evaluate(0, heat.initial(), heat.symbols().defaults(), out);
        assertThat(heat.initial()).containsExactly(0, 1, 4, 9, 16);
        assertThat(out).containsExactly(0, 4, 4, 4, 1);
        assertThat(heat.states()).containsExactly("u[0]", "u[1]", "u[2]", "u[3]", "u[4]");
        assertThat(heat.isAdditive()).isTrue();
        assertThat(heat.isDiagonal()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "dx/dt = -x*k|12|unknown name 'k'; known are x, t",
                "dx/dt = -x; dy/dt = yy|21|unknown name 'yy'; did you mean 'y'?",
                "dx/dt = 1; dx/dt = 2|12|'x' has two equations",
                "dx/ds = 1|4|expected dt or a noise such as dW, found 'ds'",
                "x = 3|1|a system needs at least one equation such as dx/dt = -x",
                "x'= 1; y(0) = 2|8|'y' has no equation dy/dt",
                "x' = 1; x(1) = 2|11|an initial value is written x(0) = 1",
                "x' = 1; x = 2|9|'x' is already a variable or parameter",
                "x[i]' = 1|3|index 'i' needs its range at the end: for i = 0..9",
                "x[0]' = 1; x[2]' = 1|1|there is no equation for x[1]",
                "x' = 1 2|8|expected an operator before '2'; a product is written a*b",
                "param a = b; x' = a|11|unknown name 'b'; no variables are known here",
                "param x = 1; x' = 1|14|'x' is already a variable or parameter",
                "t' = 1|1|'t' is the time and cannot be a state",
                "pi' = 1|1|'pi' is reserved and cannot be defined",
                "x' = 1; x(0) = 1; x(0) = 2|19|this is given twice for 'x'"
            })
    void an_error_names_its_place(String text, int column, String what) {
        var error = catchThrowableOfType(ExpressionException.class, () -> ExpressionSystem.parse(text));
        assertThat(error).isNotNull();
        assertThat(error.getMessage()).startsWith("column " + column + " of '").endsWith(what);
    }

    @Test
    void an_error_in_a_file_names_its_line() {
        assertThatThrownBy(() -> ExpressionSystem.parse("param a = 1\n\ndx/dt = a*(x\n"))
                .hasMessage("line 4, column 1 of '': expected ')' to close the '(' of column 11, found the end");
    }

    @Test
    void missing_initial_values_and_parameters_say_what_to_write() {
        var system = ExpressionSystem.parse("param rate = 1; x' = -rate*x");
        assertThatThrownBy(system::initial).hasMessage("state x has no initial value; add x(0) = ...");
        assertThatThrownBy(() -> system.with("rat", 2))
                .hasMessage("parameter must be one of [rate], not rat; did you mean 'rate'?");
    }
}
