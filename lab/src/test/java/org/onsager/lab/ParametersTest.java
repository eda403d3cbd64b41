package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ParametersTest {
    enum Convention {
        DISTINCT,
        FULL_POWER
    }

    record Network(
            @Setting(value = "neurons", min = 1) int neurons,

            @Setting(value = "noise", unit = "1/kT", min = 0, aboveMin = true)
            double beta,

            @Setting(value = "quality", min = 0, aboveMin = true, max = 1)
            double quality,

            @Setting("index convention") Convention convention,
            @Setting(value = "loads", min = 0) double[] loads,

            @Setting(
                    value = "dynamics",
                    choices = {"glauber", "parallel"})
            String dynamics,

            @Setting("clamp") boolean clamp) {
        Network {
            if (neurons == 13) throw new IllegalArgumentException("neurons must not be 13");
        }
    }

    private static final Network DEFAULTS =
            new Network(100, 2.0, 0.5, Convention.DISTINCT, new double[] {0.1}, "glauber", false);
    private static final Parameters<Network> PARAMETERS = Parameters.of(Network.class);

    private static Network set(String name, String value) {
        return PARAMETERS.with(DEFAULTS, Map.of(name, value));
    }

    @Test
    void what_is_not_set_keeps_its_default() {
        var network = set("neurons", "64");
        assertThat(network.neurons()).isEqualTo(64);
        assertThat(network.beta()).isEqualTo(2.0);
    }

    @Test
    void each_type_is_read_as_it_is_written() {
        assertThat(set("neurons", "1e3").neurons()).isEqualTo(1000);
        assertThat(set("beta", "inf").beta()).isInfinite();
        assertThat(set("convention", "full-power").convention()).isEqualTo(Convention.FULL_POWER);
        assertThat(set("loads", "0.1,0.2,0.5").loads()).containsExactly(0.1, 0.2, 0.5);
        assertThat(set("loads", "0:1:5").loads()).containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(set("dynamics", "parallel").dynamics()).isEqualTo("parallel");
        assertThat(set("clamp", "yes").clamp()).isTrue();
    }

    @Test
    void a_bad_value_names_the_parameter_the_value_and_the_range() {
        assertThatThrownBy(() -> set("neurons", "0")).hasMessage("neurons must be in [1, inf), not 0");
        assertThatThrownBy(() -> set("quality", "1.5")).hasMessage("quality must be in (0, 1], not 1.5");
        assertThatThrownBy(() -> set("beta", "0")).hasMessage("beta must be in (0, inf), not 0.0");
        assertThatThrownBy(() -> set("beta", "NaN")).hasMessage("beta must be a real in (0, inf), not NaN");
        assertThatThrownBy(() -> set("neurons", "many")).hasMessage("neurons must be an integer in [1, inf), not many");
        assertThatThrownBy(() -> set("neurons", "1.5")).hasMessage("neurons must be an integer in [1, inf), not 1.5");
        assertThatThrownBy(() -> set("loads", "0.1,-1")).hasMessage("loads must be in [0, inf), not 0.1,-1.0");
        assertThatThrownBy(() -> set("clamp", "maybe")).hasMessage("clamp must be a yes/no in true, false, not maybe");
    }

    @Test
    void a_misspelt_name_or_word_is_answered_with_the_nearest() {
        assertThatThrownBy(() -> set("qualty", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no parameter qualty; did you mean quality?");
        assertThatThrownBy(() -> set("dynamics", "galuber")).hasMessageContaining("did you mean glauber?");
        assertThatThrownBy(() -> set("convention", "power")).hasMessageContaining("did you mean full-power?");
    }

    @Test
    void the_records_own_check_speaks_for_itself() {
        assertThatThrownBy(() -> set("neurons", "13")).hasMessage("neurons must not be 13");
    }

    @Test
    void a_description_says_what_help_needs() {
        var descriptions = PARAMETERS.describe(DEFAULTS);
        assertThat(descriptions).hasSize(7);
        assertThat(descriptions.get(1))
                .isEqualTo(new Parameters.Description("beta", "noise", "1/kT", "real", "2.0", "(0, inf)"));
        assertThat(descriptions.get(3).range()).isEqualTo("distinct, full-power");
    }

    @Test
    void a_component_without_a_setting_is_refused() {
        record Bare(int n) {}
        assertThatThrownBy(() -> Parameters.of(Bare.class)).hasMessageContaining("component n of");
    }

    @Property
    void values_written_are_values_read(@ForAll double beta, @ForAll boolean clamp) {
        if (!(beta > 0)) return;
        var network = new Network(7, beta, 1, Convention.FULL_POWER, new double[] {beta, 1}, "parallel", clamp);
        var read = PARAMETERS.with(DEFAULTS, PARAMETERS.values(network));
        assertThat(read.beta()).isEqualTo(beta);
        assertThat(read.loads()).containsExactly(beta, 1);
        assertThat(read.clamp()).isEqualTo(clamp);
    }
}
