package org.onsager.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Runs the examples of differential equations and looks for the numbers that their pages promise.
class SolveExamplesTest {
    @Test
    void example_01_finds_the_known_populations() {
        assertThat(output(Example01_Ode::main)).contains("t = 10.0  prey 1.026345  predators 0.909691");
    }

    @Test
    void example_02_ends_with_all_mass_in_the_last_species() {
        assertThat(output(Example02_Stiff::main).lines()).hasSize(5).allMatch(line -> line.contains("0.99999997"));
    }

    @Test
    void example_03_bounces_first_when_the_closed_form_says() {
        assertThat(output(Example03_Event::main)).contains("t = 1.581138830").contains("end of watch");
    }

    /// The path to a thousandth, the mean to four standard errors.
    @Test
    void example_04_follows_the_path_and_finds_the_mean() {
        var numbers = java.util.regex.Pattern.compile("[0-9]+\\.[0-9]+")
                .matcher(output(Example04_Sde::main))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group()))
                .toArray();
        assertThat(numbers[0]).isCloseTo(numbers[1], org.assertj.core.api.Assertions.within(1e-3));
        assertThat(numbers[2]).isCloseTo(numbers[4], org.assertj.core.api.Assertions.within(4 * numbers[3]));
    }

    @Test
    void example_05_gives_the_same_by_both_methods() {
        String[] lines = output(Example05_Controlled::main).lines().toArray(String[]::new);
        double smooth = Double.parseDouble(lines[0].split(":")[1].strip().split(" ")[0]);
        double direct = Double.parseDouble(lines[1].split(":")[1].strip().split(" ")[0]);
        assertThat(direct).isCloseTo(smooth, org.assertj.core.api.Assertions.within(1e-3));
    }

    @Test
    void example_07_advises_a_stiff_solver_and_resumes_to_the_same_bits() {
        assertThat(output(Example07_Advice::main)).startsWith("Rodas5P: stiff").contains("same bits true");
    }

    private static String output(Consumer<String[]> main) {
        return String.join("\n", Printed.by(main));
    }
}
