import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Fails, naming the files, when a Java source differs from what palantir-java-format makes of it: the check that
/// Spotless does,
/// run in a JDK 25 where Maven itself runs on a JDK too old to parse our sources.
final class CheckFormat {
    private CheckFormat() {}

    public static void main(String[] args) throws Exception {
        var formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        var unformatted = new ArrayList<Path>();
        try (var files = Files.walk(Path.of(args[0]))) {
            for (var file : (Iterable<Path>) files.filter(CheckFormat::isSource)::iterator) {
                var text = Files.readString(file);
                try {
                    if (!formatted(formatter, text).equals(text)) unformatted.add(file);
                } catch (FormatterException e) {
                    System.err.println("palantir-java-format cannot read " + file + ": " + e.getMessage());
                    unformatted.add(file);
                }
            }
        }
        if (unformatted.isEmpty()) return;
        System.err.println("not formatted (run mvn spotless:apply with Maven on a JDK 21 or newer):");
        unformatted.forEach(file -> System.err.println("  " + file));
        System.exit(1);
    }

    /// What Spotless's palantirJavaFormat step does: imports ordered, unused ones dropped, the rest formatted;
    /// strings stay whole.
    private static String formatted(Formatter formatter, String text) throws Exception {
        var ordered = ImportOrderer.reorderImports(text, JavaFormatterOptions.Style.PALANTIR);
        return formatter.formatSource(RemoveUnusedImports.removeUnusedImports(ordered));
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && file.toString().contains("/src/") && !file.toString().contains("/target/");
    }
}
