package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(Trees.class)
@Domain(DomainContext.Global.class)
class ExpressionPropertyTest {

    @Property(tries = 4000)
    void printed_text_parses_to_the_same_tree(@ForAll Expression e) {
        assertThat(Expression.parse(e.text(), Trees.SYMBOLS)).isEqualTo(e);
    }

    @Property(tries = 1200)
    void every_compiled_form_has_the_bits_of_the_interpreter(
            @ForAll @Size(2) List<Expression> two, @ForAll @Size(12) double[] values, @ForAll double time) {
        double[] parameters = {values[10]};
        double[] flat = java.util.Arrays.copyOf(values, 10);
        double[][] columns = new double[5][2];
        double[] first = new double[5];
        double[] second = new double[5];
        for (int k = 0; k < 5; k++) {
            for (int i = 0; i < 2; i++) columns[k][i] = flat[2 * k + i];
            first[k] = columns[k][0];
            second[k] = columns[k][1];
        }
        double[] out = new double[2];
        double[][] batch = new double[2][2];
        double[] ensemble = new double[4];
        Compiler.vector(Trees.SYMBOLS, two).evaluate(time, first, parameters, out);
        Compiler.batch(Trees.SYMBOLS, two).evaluate(time, columns, parameters, batch, 0, 2);
        Compiler.ensemble(Trees.SYMBOLS, two).evaluate(time, flat, parameters, ensemble, 2, 0, 2);
        for (int j = 0; j < 2; j++) {
            double expected = two.get(j).interpret(Trees.SYMBOLS, time, first, parameters);
            double atSecond = two.get(j).interpret(Trees.SYMBOLS, time, second, parameters);
            assertThat(out[j]).isEqualTo(Double.valueOf(expected));
            assertThat(batch[j]).containsExactly(expected, atSecond);
            assertThat(ensemble[2 * j]).isEqualTo(Double.valueOf(expected));
            assertThat(ensemble[2 * j + 1]).isEqualTo(Double.valueOf(atSecond));
            assertThat(Compiler.scalar(Trees.SYMBOLS, two.get(j)).value(time, first, parameters))
                    .isEqualTo(Double.valueOf(expected));
        }
    }

    /// Wherever both are finite and not huge; folding may round differently, hence the tolerance of 1e-9.
    @Property(tries = 1200)
    void simplification_keeps_the_value(
            @ForAll Expression e, @ForAll @Size(5) List<@DoubleRange(min = -3, max = 3) Double> at) {
        double[] state = at.stream().mapToDouble(Double::doubleValue).toArray();
        double before = e.interpret(Trees.SYMBOLS, 0.3, state, new double[] {0.7});
        Expression simple = e.simplified();
        double after = simple.interpret(Trees.SYMBOLS, 0.3, state, new double[] {0.7});
        assertThat(Expression.parse(simple.text(), Trees.SYMBOLS)).isEqualTo(simple);
        if (isSmooth(e) && Double.isFinite(before) && Math.abs(before) < 1e100)
            assertThat(after)
                    .isCloseTo(before, org.assertj.core.data.Offset.offset(1e-9 * Math.max(1, Math.abs(before))));
    }

    /// Steps and cancellation turn one rounding into any error.
    private static boolean isSmooth(Expression e) {
        return switch (e) {
            case Expression.Call c ->
                c.function() == Builtin.EXP || c.function() == Builtin.TANH
                        ? isSmooth(c.arguments().getFirst())
                        : false;
            case Expression.Binary b ->
                (b.operator() == Operator.TIMES || b.operator() == Operator.POWER)
                        && isSmooth(b.left())
                        && isSmooth(b.right());
            case Expression.Unary u -> u.operator() == Operator.NEGATE && isSmooth(u.argument());
            case Expression.Conditional _ -> false;
            case Expression.Constant c -> Math.abs(c.value()) < 10;
            default -> true;
        };
    }

    @Property(tries = 1000)
    void latex_is_balanced(@ForAll Expression e) {
        String latex = e.latex();
        assertThat(latex.chars().filter(c -> c == '{').count())
                .isEqualTo(latex.chars().filter(c -> c == '}').count());
    }
}
