package org.onsager.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TexTest {

    @Test
    void greek_with_a_subscript_becomes_italic_runs_of_two_levels() {
        assertThat(Tex.runs("load \\(\\gamma_c\\) (1/s)"))
                .containsExactly(
                        new Tex.Run("load ", false, 0),
                        new Tex.Run("γ", true, 0),
                        new Tex.Run("c", true, -1),
                        new Tex.Run(" (1/s)", false, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\\(x^{2}+y^2\\);x^2\u2009+\u2009y^2",
                "\\(10^{-3}\\);10^\u22123",
                "\\(\\frac{P}{4}\\);P/4",
                "\\(\\sqrt{x} \\sqrt{ab}\\);√x√(ab)",
                "\\(\\langle m_{\\mu\\nu} \\rangle\\);⟨m_μν⟩",
                "\\(\\mathrm{mm\\,s}^{-1}\\);mm\u2009s^\u22121",
                "\\(\\bar m\\);m\u0304",
                "\\(T' \\le T_c\\);T′\u2009≤\u2009T_c",
                "\\(\\unknown x\\);unknownx",
                "plain _text_ {kept};plain _text_ {kept}"
            })
    void formulas_read_as_unicode(String label, String expected) {
        assertThat(Tex.plain(label)).isEqualTo(expected);
    }

    @Test
    void html_escapes_what_is_not_markup() {
        assertThat(Labels.html("a<b> \\(x_1\\)")).isEqualTo("a&lt;b&gt; <i>x</i><sub>1</sub>");
    }

    @Property(tries = 2000)
    void any_text_is_set_without_an_error(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String text,
            @ForAll List<Boolean> mathematics) {
        var label = text + "\\(" + text + (mathematics.isEmpty() ? "" : "\\)" + text);
        assertThatCode(() -> Tex.width(Tex.runs(label), 12)).doesNotThrowAnyException();
        assertThat(Tex.runs(label)).allSatisfy(run -> assertThat(run.level()).isBetween(-1, 1));
    }
}
