package org.onsager.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.Experiment;
import org.onsager.lab.Scale;
import org.onsager.lab.Setting;

/// Every parameter of every paper, typed wrongly: one line that names it, exit code 2, nothing left behind.
class PaperInputTest {
    @TempDir
    Path folder = Path.of("");

    @TestFactory
    Stream<DynamicTest> every_parameter_refuses_what_is_out_of_its_range() {
        var tests = new ArrayList<DynamicTest>();
        for (Experiment<?> experiment : ServiceLoader.load(Experiment.class)) {
            var slug = experiment.paper().slug();
            if (slug.equals("coin-tosses")) continue; // the test's own
            tests.add(DynamicTest.dynamicTest(
                    "run " + slug, () -> refuses("run", slug, experiment.defaults(Scale.SMOKE))));
            experiment
                    .tool()
                    .ifPresent(tool -> tests.add(
                            DynamicTest.dynamicTest("use " + slug, () -> refuses("use", slug, tool.defaults()))));
            experiment
                    .tool()
                    .ifPresent(tool -> tests.add(DynamicTest.dynamicTest(
                            "absent file for " + slug,
                            () -> assertRefused("no-such-file.csv", "use", slug, "--in", "no-such-file.csv"))));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private void refuses(String command, String slug, Record defaults) {
        for (RecordComponent component : defaults.getClass().getRecordComponents()) {
            for (String wrong : wrong(component))
                assertRefused(component.getName(), command, slug, "--set", component.getName() + "=" + wrong);
            assertRefused(component.getName() + "x", command, slug, "--set", component.getName() + "x=1");
        }
    }

    /// Values that the component's type or its [Setting] excludes.
    private static List<String> wrong(RecordComponent component) {
        var wrong = new ArrayList<String>();
        var type = component.getType().isArray() ? component.getType().componentType() : component.getType();
        if (type == int.class || type == long.class || type == double.class) wrong.add("plenty");
        if (type == double.class) wrong.add("NaN");
        if (type == boolean.class || type.isEnum()) wrong.add("perhaps");
        var setting = component.getAnnotation(Setting.class);
        if (setting == null) return wrong;
        if (setting.choices().length > 0) wrong.add("perhaps");
        if (type == String.class) return wrong;
        if (setting.min() > -1e15) wrong.add(number(setting.aboveMin() ? setting.min() : setting.min() - 1));
        if (setting.max() < 1e15) wrong.add(number(setting.belowMax() ? setting.max() : setting.max() + 1));
        return wrong;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private void assertRefused(String named, String... args) {
        var runs = folder.resolve("runs");
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--runs", runs.toString()));
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Onsager.execute(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        assertThat(err.toString().lines().filter(line -> !line.startsWith("See ")))
                .as("%s", all)
                .hasSize(1);
        assertThat(err.toString()).contains(named).doesNotContain("\tat ");
        assertThat(code).as("%s", all).isEqualTo(2);
        var left = runs.toFile().listFiles(java.io.File::isDirectory);
        assertThat(left == null ? 0 : left.length).as("runs left by %s", all).isZero();
    }
}
