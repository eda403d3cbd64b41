package org.onsager.numerics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Writes the log of the long battery: `RandomBatteryLog FILE LOG2_WORDS`, from the test class path.
final class RandomBatteryLog {
    private RandomBatteryLog() {}

    private static final long SEED = 20260202;

    public static void main(String[] args) throws IOException {
        int size = 1 << Integer.parseInt(args[1]);
        var log = new StringBuilder(introduction(size));
        var table = new StringBuilder("| test |");
        for (var layout : RandomBattery.LAYOUTS) {
            log.append("- *")
                    .append(layout.name())
                    .append("*: ")
                    .append(layout.what())
                    .append(".\n");
            table.append(' ').append(layout.name()).append(" |");
        }
        log.append("\nTests:\n\n");
        table.append("\n|---|")
                .append("---|".repeat(RandomBattery.LAYOUTS.size()))
                .append('\n');
        var all = new ArrayList<Double>();
        for (var test : RandomBattery.TESTS) {
            log.append("- *")
                    .append(test.name())
                    .append("*: ")
                    .append(test.what())
                    .append(".\n");
            table.append("| ").append(test.name()).append(" |");
            for (var layout : RandomBattery.LAYOUTS) {
                var stream = RandomStream.of(SEED).split(test.name()).split(layout.name());
                var words = layout.reader().apply(stream);
                double p = test.pValue().applyAsDouble(new RandomBattery.Reader(words, size));
                all.add(p);
                table.append(" %.4f |".formatted(p));
            }
            table.append('\n');
            System.err.println(test.name());
        }
        var values = all.stream().mapToDouble(Double::doubleValue).toArray();
        double overall = PValue.uniform(values);
        log.append("\n## p-values\n\n").append(table).append(conclusion(values, overall));
        Files.writeString(Path.of(args[0]), log);
    }

    private static String introduction(int size) {
        return """
            # Randomness battery of %s

            %d tests, each of %,d 64-bit words or a few more, in each of the layouts below; seed %d, a stream of
            its own for every cell. Written by `RandomBatteryLog` (test sources of `base/numerics`; see [random.md](random.md)
            for the command). The short battery that runs with the unit tests has the same tests of 2^18 words and another
            seed, and fails outside 1e-5 ... 1 - 1e-5.

            A cell is the probability that ideal randomness would look at least as extreme: values below 0.0001 (or, for
            a chi-square, above 0.9999) would be suspect. The p-values are approximate to about the last digit shown.

            Layouts:

            """.formatted(RandomStream.VERSION, RandomBattery.TESTS.size(), size, SEED);
    }

    private static String conclusion(double[] sorted, double overall) {
        return """

            %d p-values; smallest %.5f, largest %.5f. Kolmogorov and Smirnov's test that the p-values themselves are
            uniform: p = %.3f (two-sided counts are discrete, so that this is a rough check).
            """.formatted(sorted.length, sorted[0], sorted[sorted.length - 1], overall);
    }
}
