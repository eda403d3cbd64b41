package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompilerTest {

    @Test
    void every_function_compiles_to_what_it_interprets() {
        Symbols symbols = Symbols.of("x", "y");
        for (Builtin f : Builtin.values()) {
            String text = f.symbol() + (f.hasOrder() ? "(2, x)" : f.arity() == 1 ? "(x)" : "(x, y)");
            Formula formula = Formula.parse(text, symbols);
            for (double x : new double[] {-2.5, -1, -0.0, 0, 0.3, 1, 1.5, 40, 1e200, Double.NaN, 1 / 0.0, -1 / 0.0}) {
                for (double y : new double[] {-3, 0, 0.7, Double.NaN}) {
                    double[] state = {x, y};
                    assertThat(formula.value(state))
                            .as("%s at %s, %s", text, x, y)
                            .isEqualTo(
                                    Double.valueOf(formula.expression().interpret(symbols, 0, state, new double[0])));
                }
            }
        }
    }

    /// One sum of 20,000 terms and a system of 5,000 formulas outgrow every limit of one method.
    @Test
    void large_formulas_are_cut_into_methods() {
        Symbols symbols = Symbols.of().vector("u", 5000).parameter("a", 0.5);
        double[] state = IntStream.range(0, 5000).mapToDouble(i -> Math.sin(i)).toArray();
        Formula sum = Formula.parse("sum(i = 0..4999, a*u[i]^2 + cos(u[i]))", symbols);
        assertThat(sum.value(state)).isEqualTo(sum.expression().interpret(symbols, 0, state, new double[] {0.5}));
        double[][] columns = new double[5000][];
        for (int k = 0; k < 5000; k++) columns[k] = new double[] {0, 0, state[k]};
        double[][] out = new double[1][3];
        sum.batch().evaluate(0, columns, new double[] {0.5}, out, 2, 3);
        assertThat(out[0]).containsExactly(0, 0, sum.value(state));
    }

    @Test
    void lorenz_96_of_a_thousand_compiles_and_agrees_with_the_plain_loop() {
        int n = 1000;
        ExpressionSystem system = ExpressionSystem.parse("""
                const n = 1000
                param F = 8
                dx[i]/dt = (x[mod(i+1, n)] - x[mod(i-2, n)])*x[mod(i-1, n)] - x[i] + F for i = 0..n-1
                """);
        double[] x = IntStream.range(0, n).mapToDouble(i -> Math.cos(3 * i)).toArray();
        double[] out = new double[n];
        system.drift().evaluate(0, x, new double[] {8}, out);
        double[] members = new double[2 * n];
        double[] flat = new double[2 * n];
        for (int k = 0; k < n; k++) flat[2 * k + 1] = x[k];
        system.driftEnsemble().evaluate(0, flat, new double[] {8}, members, 2, 1, 2);
        for (int i = 0; i < n; i++) {
            double plain = (x[(i + 1) % n] - x[(i + n - 2) % n]) * x[(i + n - 1) % n] - x[i] + 8;
            assertThat(out[i]).isEqualTo(plain);
            assertThat(members[2 * i + 1]).isEqualTo(plain);
            assertThat(members[2 * i]).isZero();
        }
        assertThat(system.jacobian().entries()).hasSize(4 * n);
    }

    @Test
    void compiled_functions_are_shared_between_threads() {
        Formula f = Formula.of("let r = sqrt(x^2 + y^2) in r > 1 ? erf(r) : cos(r)^3", "x", "y");
        double[] expected = IntStream.range(0, 10_000)
                .mapToDouble(i ->
                        f.expression().interpret(f.symbols(), 0, new double[] {i * 1e-4, i * 2e-4}, new double[0]))
                .toArray();
        double[] got = IntStream.range(0, 10_000)
                .parallel()
                .mapToDouble(i -> f.value(i * 1e-4, i * 2e-4))
                .toArray();
        assertThat(got).containsExactly(expected);
    }

    @Test
    void one_variable_needs_no_array() {
        Formula f = Formula.parse("a*r^2 + t", Symbols.of("r").parameter("a", 3).time("t"));
        assertThat(f.function().applyAsDouble(2)).isEqualTo(12);
        assertThat(f.with("a", 5).function().applyAsDouble(2)).isEqualTo(20);
        assertThatThrownBy(() -> f.with("b", 1)).hasMessage("parameter must be one of [a], not b");
        assertThatThrownBy(() -> Formula.of("x*y", "x", "y").function()).hasMessage("variables must be one, not 2");
    }

    @Test
    void formulas_and_systems_survive_serialisation() throws Exception {
        Formula f = Formula.parse("a*sin(x)/3 - 1e-3", Symbols.of("x").parameter("a", 2));
        assertThat(copy(f)).isEqualTo(f);
        assertThat(copy(f).value(0.4)).isEqualTo(f.value(0.4));
        ExpressionSystem system =
                ExpressionSystem.parse("param k = 2; dx/dt = -k*x; x(0) = k").with("k", 7);
        assertThat(copy(system).text()).isEqualTo(system.text());
        assertThat(copy(system).initial()).containsExactly(7);
        assertThat(copy(Expression.parse("x + 1", Symbols.of("x"))))
                .isEqualTo(Expression.parse("x + 1", Symbols.of("x")));
    }

    @SuppressWarnings("unchecked")
    private static <T> T copy(T object) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void trees_over_foreign_names_are_refused() {
        Expression e = Expression.parse("x + z", Symbols.of("x", "z"));
        assertThatThrownBy(() -> new Formula(e, Symbols.of("x")))
                .isInstanceOf(ExpressionException.class)
                .hasMessage("formula uses 'z', which is not among [x]");
        assertThatThrownBy(() -> new Expression.Call(Builtin.SIN, List.of()))
                .hasMessage("arguments of sin must be 1, not 0");
    }
}
