package org.onsager.numerics.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    private static final Symbols SYMBOLS =
            Symbols.of("x", "y", "radius").vector("u", 3).parameter("gamma", 2);
    private static final double[] STATE = {3, 4, 5, 10, 20, 30};

    private static double value(String text) {
        return Expression.parse(text, SYMBOLS).interpret(SYMBOLS, 0, STATE, SYMBOLS.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "-x^2; -9",
                "2^-1; 0.5",
                "2^3^2; 512",
                "2**3; 8",
                "x - y - 1; -2",
                "x/y*2; 1.5",
                "-2^2; -4",
                "(-2)^2; 4",
                "1 < x < y; 1",
                "4 < x < y; 0",
                "x > 1 and not y < 2 or 0; 1",
                "x < 1 or x > 5; 0",
                "x < 1 ? 10 : y < 1 ? 20 : 30; 30",
                "if(x == 3, 7, 8); 7",
                "let q = x + 1, s = q*q in s + q; 20",
                "1e3 + 1.5E-1 + .5; 1000.65",
                "u[0] + u[2]; 40",
                "u[1+1]; 30",
                "sum(u); 60",
                "mean(u); 20",
                "max(u) - min(u); 20",
                "dot(u, u); 1400",
                "length(u); 3",
                "sum(i = 0..2, i*u[i]); 80",
                "prod(i = 1..5, i); 120",
                "sum(i = 3..2, u[0]); 0",
                "sum(i = 0..1, sum(j = 0..i, u[j])); 40",
                "gamma*x; 6",
                "gamma(4) + gamma; 8",
                "min(x, y, 1); 1",
                "mod(-1, 3); 2",
                "hypot(x, y); 5",
                "log2(8) + ln(e); 4",
                "heaviside(0) + step(0) + sign(-2); 0.5",
                "x ≤ 3 and π > 3; 1",
                "pow(x, 2); 9",
                "x*x # a comment; 9",
                "+x; 3"
            })
    void means_what_mathematics_means(String text, double expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @Test
    void definitions_come_before_the_formula() {
        assertThat(value("q = x + 1; p = q^2; p + q")).isEqualTo(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "cos(2*q); 7; unknown name 'q', known are x, y, radius, u, gamma",
                "2*raduis; 3; unknown name 'raduis', did you mean 'radius'?",
                "sin(X); 5; unknown name 'X', did you mean 'x'?",
                "sine(x); 1; unknown function 'sine', did you mean 'sin'?",
                "2 x; 3; expected an operator before 'x', a product is written a*b",
                "x(1); 1; 'x' is not a function, write x*(...)",
                "(x + 1; 7; expected ')' to close the '(' of column 1, found the end",
                "x +; 4; expected a number, a name or '(', found the end",
                "x + 1); 6; ')' closes nothing",
                "r = 1; 6; expected ',' after the definition, found the end",
                "y*x = 1; 5; '=' defines a name, to compare write '=='",
                "atan2(x); 8; atan2 takes 2 arguments",
                "sin(x, y); 6; sin takes 1 argument",
                "u[3]; 3; index of u must be in [0, 2], not 3",
                "u[x]; 3; index must be a constant",
                "u[0.5]; 3; index must be a whole number, not 0.5",
                "u + 1; 1; 'u' is a vector of 3, write u[0] to u[2], or sum(u)",
                "x % 2; 3; character '%' has no meaning, write mod(a, b)",
                "besselj(x, 1); 9; order of besselj must be a constant",
                "if(x, 1); 8; expected ',' and the value for 'else' in if(condition, then, else), found ')'",
                "1e999; 1; number is too large",
                "sin x; 1; function 'sin' needs its argument in parentheses: sin(...)",
                "; 1; expected a number, a name or '(', found the end"
            })
    void an_error_is_one_line_with_place_and_remedy(String text, int column, String what) {
        String source = text == null ? "" : text;
        var error = catchThrowableOfType(ExpressionException.class, () -> Expression.parse(source, SYMBOLS));
        assertThat(error).isNotNull();
        // a semicolon in a message stands as a comma or colon in the table
        assertThat(String.valueOf(error.getMessage()).replace(';', ','))
                .startsWith("column " + column + " of '")
                .endsWith(": " + what);
        assertThat(error.column()).isEqualTo(column);
    }

    @Test
    void hostile_text_cannot_forge_a_line_of_a_log() {
        assertThatThrownBy(() -> Expression.parse("x + \u0007\u202e", SYMBOLS))
                .hasMessage("column 5 of 'x + ??': character '?' (U+0007) has no meaning in a formula");
    }

    @Test
    void symbols_refuse_bad_names() {
        assertThatThrownBy(() -> Symbols.of("x", "x")).hasMessage("symbol 'x' is declared twice");
        assertThatThrownBy(() -> Symbols.of("pi"))
                .hasMessageContaining("not one of [and, e,")
                .hasMessageEndingWith("not 'pi'");
        assertThatThrownBy(() -> Symbols.of("2x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Symbols.of().vector("u", 0)).hasMessage("length of u must be in [1, 100000], not 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x^2/4 + x^4/8; \\frac{x^{2}}{4} + \\frac{x^{4}}{8}",
                "sqrt(x)*exp(-y); \\sqrt{x} \\, \\exp\\left(- y\\right)",
                "gamma*x; \\gamma \\, x",
                "(x + y)^2; \\left(x + y\\right)^{2}",
                "u[1] <= pi; {u}_{1} \\le \\pi"
            })
    void latex_is_what_a_paper_prints(String text, String latex) {
        assertThat(Expression.parse(text, SYMBOLS).latex()).isEqualTo(latex);
    }
}
