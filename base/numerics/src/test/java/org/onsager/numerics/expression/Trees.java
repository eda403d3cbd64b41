package org.onsager.numerics.expression;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.onsager.numerics.expression.Expression.Binary;
import org.onsager.numerics.expression.Expression.Call;
import org.onsager.numerics.expression.Expression.Conditional;
import org.onsager.numerics.expression.Expression.Constant;
import org.onsager.numerics.expression.Expression.Element;
import org.onsager.numerics.expression.Expression.Symbol;
import org.onsager.numerics.expression.Expression.Unary;

/// Random trees over two scalars, a vector, a parameter and the time, with every operator and function.
class Trees extends DomainContextBase {
    static final Symbols SYMBOLS =
            Symbols.of("x", "y").vector("u", 3).parameter("a", 0.7).time("t");

    @Provide
    Arbitrary<Expression> any() {
        return tree(5);
    }

    private static Arbitrary<Expression> tree(int depth) {
        if (depth == 0) return leaf();
        Arbitrary<Expression> child = Arbitraries.lazy(() -> tree(depth - 1));
        Arbitrary<Operator> binary = Arbitraries.of(Operator.class).filter(op -> !op.isUnary());
        Arbitrary<Builtin> one = Arbitraries.of(Builtin.class).filter(f -> f.arity() == 1);
        Arbitrary<Builtin> two = Arbitraries.of(Builtin.class).filter(f -> f.arity() == 2 && !f.hasOrder());
        Arbitrary<Builtin> ordered = Arbitraries.of(Builtin.class).filter(Builtin::hasOrder);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, leaf()),
                net.jqwik.api.Tuple.of(
                        2,
                        Combinators.combine(Arbitraries.of(Operator.NEGATE, Operator.NOT), child)
                                .as(Unary::new)),
                net.jqwik.api.Tuple.of(
                        8, Combinators.combine(binary, child, child).as(Binary::new)),
                net.jqwik.api.Tuple.of(
                        1, child.map(x -> new Binary(Operator.POWER, x, new Constant(Math.rint(x.hashCode() % 9))))),
                net.jqwik.api.Tuple.of(4, Combinators.combine(one, child).as((f, x) -> new Call(f, List.of(x)))),
                net.jqwik.api.Tuple.of(
                        2, Combinators.combine(two, child, child).as((f, x, y) -> new Call(f, List.of(x, y)))),
                net.jqwik.api.Tuple.of(
                        1,
                        Combinators.combine(ordered, Arbitraries.integers().between(0, 3), child)
                                .as((f, n, x) -> new Call(f, List.of(new Constant(n), x)))),
                net.jqwik.api.Tuple.of(
                        2, Combinators.combine(child, child, child).as(Conditional::new)));
    }

    private static Arbitrary<Expression> leaf() {
        return Arbitraries.oneOf(
                Arbitraries.of("x", "y", "a", "t").map(Symbol::new),
                Arbitraries.integers().between(0, 2).map(i -> new Element("u", i)),
                Arbitraries.integers().between(-5, 5).map(i -> new Constant(i)),
                Arbitraries.doubles().map(Constant::new),
                Arbitraries.of(Math.PI, Math.E, -0.0, 0.5, 1.0 / 0.0, -1.0 / 0.0, 0.0 / 0.0, -Math.PI)
                        .map(Constant::new));
    }
}
