package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onsager.numerics.RandomSource;
import org.onsager.numerics.RandomStream;

/// A million inputs a run, the same in every run: random characters, random tokens, and damaged formulas.
class ParserFuzzTest {
    private static final Symbols SYMBOLS = Trees.SYMBOLS;
    private static final String[] TOKENS = {
        "x",
        "y",
        "u",
        "a",
        "t",
        "u[1]",
        "u[",
        "]",
        "(",
        ")",
        "(",
        ")",
        "+",
        "-",
        "*",
        "/",
        "^",
        "**",
        "<",
        "<=",
        "==",
        "!=",
        ">",
        "and",
        "or",
        "not",
        "!",
        "?",
        ":",
        ",",
        "if(",
        "let",
        "in",
        "=",
        ";",
        "'",
        "..",
        "sum(",
        "i",
        "i=0..2,",
        "prod(",
        "dot(u,u)",
        "sin(",
        "exp",
        "besselj(1,",
        "polygamma(",
        "min(",
        "1",
        "2.5",
        "1e9",
        ".",
        "..",
        "1e-400",
        "9999999999",
        "pi",
        "e",
        "inf",
        "nan",
        "#",
        "\n",
        "dx/dt",
        "dx[i]/dt=",
        "for",
        "x'",
        "x(0)=",
        "param",
        "const",
        "state",
        "output",
        "dy/dW1",
        "é",
        "λ",
        "\u2028",
        "%",
        "$",
        "\"",
        "\\",
        "\u0000",
        "sqrt",
        "mod(",
        "step"
    };
    private static final String[] SEEDS = {
        "a*sin(x)^2 + if(x > 0 and not y < 1, log(x), -y/3)",
        "let r = sqrt(x^2 + y^2), s = r^3 in exp(-s)*besselj(0, r) ? 1 : 2",
        "q = x*y; sum(i = 0..2, u[i]^2)*q - dot(u, u) + prod(i=0..2, 1+u[mod(i+1, 3)])",
        "param s=10, r=28, b=8/3\ndx/dt=s*(y-x)\ndy/dt=x*(r-z)-y; z'=x*y-b*z\nx(0)=1;dx/dW=0.1*x\noutput q=x+y",
        "const n = 5\nparam F = 8\ndx[i]/dt = (x[mod(i+1,n)]-x[mod(i-2,n)])*x[mod(i-1,n)] - x[i] + F for i = 0..n-1"
    };

    @Test
    void a_million_hostile_texts_give_a_formula_or_its_own_exception() {
        RandomSource random = RandomStream.of(20260401).split("fuzz").generator();
        int[] accepted = new int[3];
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (int n = 0; n < 1_000_000; n++) {
                int kind = n % 3;
                String text = kind == 0 ? characters(random) : kind == 1 ? tokens(random) : damaged(random);
                if (parses(text, n / 3 % 2 == 0)) accepted[kind]++;
            }
        });
        // each way of making texts must reach beyond the first error, or it tests nothing
        assertThat(accepted[0]).isBetween(1_000, 300_000);
        assertThat(accepted[1]).isBetween(1_000, 300_000);
        assertThat(accepted[2]).isBetween(1_000, 330_000);
    }

    private static boolean parses(String text, boolean isFormula) {
        try {
            if (isFormula) Expression.parse(text, SYMBOLS);
            else ExpressionSystem.parse(text);
            return true;
        } catch (ExpressionException e) {
            String message = String.valueOf(e.getMessage());
            if (message.length() > 400 || message.indexOf('\n') >= 0 || e.line() < 0 || e.column() < 0)
                throw new AssertionError("bad message for <" + text + ">: " + message, e);
            return false;
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("text <" + text + ">", e);
        }
    }

    private static String characters(RandomSource random) {
        StringBuilder text = new StringBuilder();
        int length = below(random, 12);
        String common = "xyaut019.+-*/^()[],=<>;' \n?:!";
        for (int i = 0; i < length; i++) {
            boolean isWild = below(random, 20) == 0;
            text.append(isWild ? (char) below(random, 65536) : common.charAt(below(random, common.length())));
        }
        return text.toString();
    }

    private static String tokens(RandomSource random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + below(random, 10);
        for (int i = 0; i < length; i++)
            text.append(TOKENS[below(random, TOKENS.length)]).append(' ');
        return text.toString();
    }

    private static String damaged(RandomSource random) {
        StringBuilder text = new StringBuilder(SEEDS[below(random, SEEDS.length)]);
        int wounds = 1 + below(random, 3);
        for (int i = 0; i < wounds; i++) {
            int at = below(random, text.length());
            switch (below(random, 4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, TOKENS[below(random, TOKENS.length)]);
                case 2 -> text.setCharAt(at, text.charAt(below(random, text.length())));
                default -> text.append(text, at, Math.min(text.length(), at + 10));
            }
        }
        return text.toString();
    }

    private static int below(RandomSource random, int bound) {
        return (int) (random.nextDouble() * bound);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(", "-", "not ", "sin(", "x^", "if(x,", "let q = ", "1+(", "x ? ", "u[", "sum(i=0..1,", "+"})
    void nesting_of_a_hundred_thousand_is_refused(String opening) {
        String deep = opening.repeat(100_000 / opening.length());
        List.of(deep, deep + "x", deep + "x" + ")".repeat(100))
                .forEach(text -> assertThatThrownBy(() -> Expression.parse(text, SYMBOLS))
                        .isInstanceOf(ExpressionException.class));
    }

    @Test
    void a_long_chain_is_refused_for_its_depth_and_a_long_sum_is_not() {
        assertThatThrownBy(() -> Expression.parse("x" + "+x".repeat(50_000), SYMBOLS))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("deeper than 500 levels");
        assertThat(Expression.parse("sum(i = 1..10000, x^i/i)", SYMBOLS)
                        .interpret(SYMBOLS, 0, new double[5], new double[1]))
                .isZero();
    }

    @Test
    void doubling_definitions_are_refused_for_their_size() {
        StringBuilder text = new StringBuilder("b0 = x + y;");
        for (int i = 1; i < 60; i++) text.append("b%d = b%d*b%d;".formatted(i, i - 1, i - 1));
        assertThatThrownBy(() -> Expression.parse(text + "b59", SYMBOLS))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("more than 100000 nodes");
        assertThatThrownBy(() -> Expression.parse("sum(i=0..99999, sum(j=0..99999, sum(k=0..99999, x)))", SYMBOLS))
                .hasMessageContaining("more than 100000 nodes");
        assertThatThrownBy(() -> Expression.parse("x".repeat(200_001), SYMBOLS))
                .hasMessage("formula has 200001 characters, at most 200000 are allowed");
    }
}
