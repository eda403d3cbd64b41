package org.onsager.papers.gppdesolver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.BoundaryCondition;
import org.onsager.inference.pde.BoundaryCondition.Part;
import org.onsager.inference.pde.Manufactured;
import org.onsager.inference.pde.PdeProblem;
import org.onsager.lab.data.DataFile;
import org.onsager.numerics.expression.Formula;

/// A problem in a text file, one statement a line:
///
/// ```
/// box x: 0, 2*pi, 400           an axis: ends and grid points; a second line for a second axis
/// equation: u_xx = -100^2*sin(100*x)
/// boundary x lower: 0           the value at an end; slope instead of boundary: the derivative along the axis
/// boundary x upper: 0
/// periodic x                    same value and slope at both ends
/// solution: sin(100*x)          if it is known: gives source and sides that are not given, and the error
/// ```
///
/// Text after `#` is left out.
///
/// @param equation  as written
/// @param names  of the axes
/// @param problem  what is to be solved
/// @param solution  the known one
record ProblemFile(String equation, List<String> names, PdeProblem problem, Optional<Manufactured> solution) {

    /// @param more  at most one file of source values on the grid
    static ProblemFile read(Path file, List<Path> more) {
        if (more.size() > 1)
            throw new IllegalArgumentException(
                    "--in must name a problem file and at most one of source values, not %d files"
                            .formatted(more.size() + 1));
        var lines = new Lines(file);
        return lines.problem(more.isEmpty() ? Optional.empty() : Optional.of(more.getFirst()));
    }

    /// Statements by kind, with their line numbers for messages.
    private static final class Lines {
        private record Statement(int line, List<String> words, String value) {}

        private final Path file;
        private final List<Statement> statements = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private final List<GridAxis> axes = new ArrayList<>();

        Lines(Path file) {
            this.file = file;
            List<String> text;
            try {
                text = Files.readAllLines(file);
            } catch (MalformedInputException e) {
                throw new IllegalArgumentException(file + " must be a text file of a problem", e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (int i = 0; i < text.size(); i++) {
                String line = text.get(i).replaceFirst("#.*", "").strip();
                if (line.isEmpty()) continue;
                int colon = line.indexOf(':');
                String head = (colon < 0 ? line : line.substring(0, colon)).strip();
                statements.add(new Statement(
                        i + 1,
                        List.of(head.split("\\s+")),
                        colon < 0 ? "" : line.substring(colon + 1).strip()));
            }
        }

        private IllegalArgumentException error(Statement at, String message) {
            return new IllegalArgumentException("%s line %d: %s".formatted(file, at.line, message));
        }

        private <T> T at(Statement statement, Function<Statement, T> work) {
            try {
                return work.apply(statement);
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                throw message.startsWith(file.toString()) ? e : error(statement, message);
            }
        }

        private List<Statement> all(String kind) {
            return statements.stream()
                    .filter(s -> s.words.getFirst().equals(kind))
                    .toList();
        }

        private Optional<Statement> one(String kind) {
            var found = all(kind);
            if (found.size() > 1) throw error(found.get(1), "there is a second " + kind);
            return found.stream().findFirst();
        }

        ProblemFile problem(Optional<Path> sourceFile) {
            for (var statement : statements)
                if (!List.of("box", "equation", "boundary", "slope", "periodic", "solution")
                        .contains(statement.words.getFirst()))
                    throw error(
                            statement,
                            "must start with box, equation, boundary, slope, periodic or solution, not "
                                    + statement.words.getFirst());
            for (var box : all("box")) axes.add(at(box, this::axis));
            if (axes.isEmpty() || axes.size() > 2)
                throw new IllegalArgumentException(
                        "%s must have one or two lines such as box x: 0, 1, 200, not %d".formatted(file, axes.size()));
            var solution =
                    one("solution").map(s -> at(s, each -> Manufactured.of(each.value, names.toArray(String[]::new))));
            var line = one("equation")
                    .orElseThrow(() ->
                            new IllegalArgumentException(file + " must have a line such as equation: u_xx = -sin(x)"));
            var equation = at(line, each -> PdeEquation.of(each.value, names, axes));
            double[] source = source(line, equation, solution, sourceFile);
            var conditions = new ArrayList<BoundaryCondition>();
            for (var kind : List.of("boundary", "slope"))
                for (var s : all(kind)) conditions.add(at(s, this::condition));
            for (var s : all("periodic")) conditions.addAll(at(s, this::periodic));
            if (conditions.isEmpty())
                conditions.addAll(solution.orElseThrow(() -> new IllegalArgumentException(
                                file + " must have lines such as boundary x lower: 0, or a solution"))
                        .problem(equation.operator(), axes.toArray(GridAxis[]::new))
                        .boundary());
            return new ProblemFile(
                    line.value,
                    List.copyOf(names),
                    new PdeProblem(axes, equation.operator(), source, conditions),
                    solution);
        }

        private double[] source(
                Statement line, PdeEquation equation, Optional<Manufactured> solution, Optional<Path> sourceFile) {
            if (sourceFile.isPresent()) {
                var array = DataFile.read(sourceFile.get()).array();
                int points = axes.stream().mapToInt(GridAxis::size).reduce(1, (a, b) -> a * b);
                if (array.size() != points)
                    throw new IllegalArgumentException("%s must hold one number a grid point, %d, not %d"
                            .formatted(sourceFile.get(), points, array.size()));
                return array.values();
            }
            if (equation.source().isPresent()) return equation.source().get();
            return solution.orElseThrow(
                            () -> error(line, "must have a right-hand side, such as u_xx = 0, or a solution"))
                    .source(equation.operator(), axes.toArray(GridAxis[]::new));
        }

        private GridAxis axis(Statement box) {
            if (box.words.size() != 2) throw error(box, "must be such as box x: 0, 1, 200");
            String name = box.words.get(1);
            String[] parts = box.value.split(",");
            if (parts.length != 3) throw error(box, "must give both ends and the grid points, such as 0, 2*pi, 400");
            if (names.contains(name)) throw error(box, "there is a second axis " + name);
            if (name.equals("u") || name.contains("_") || name.length() != 1)
                throw error(box, "an axis must be one letter other than u, not " + name);
            names.add(name);
            double points = number(parts[2]);
            if (points != Math.rint(points) || points < 8 || points > 100_000)
                throw error(box, "grid points must be in [8, 100000], not " + parts[2].strip());
            return GridAxis.equispaced(number(parts[0]), number(parts[1]), (int) points);
        }

        private static double number(String text) {
            return Formula.of(text.strip(), "nothing").value(0);
        }

        private int axisOf(Statement s) {
            int axis = s.words.size() < 2 ? -1 : names.indexOf(s.words.get(1));
            if (axis < 0) throw error(s, "must name an axis of %s".formatted(names));
            return axis;
        }

        private BoundaryCondition condition(Statement s) {
            int axis = axisOf(s);
            String end = s.words.size() < 3 ? "" : s.words.get(2);
            if (!end.equals("lower") && !end.equals("upper"))
                throw error(s, "must name the end, lower or upper, not '%s'".formatted(end));
            boolean upper = end.equals("upper");
            var side = Manufactured.of(s.value, names.toArray(String[]::new))
                    .side(axis, upper, axes.toArray(GridAxis[]::new));
            return new BoundaryCondition(
                    axis, List.of(new Part(upper, s.words.getFirst().equals("slope") ? 1 : 0, 1)), side);
        }

        private List<BoundaryCondition> periodic(Statement s) {
            int axis = axisOf(s);
            int across = axes.size() == 1 ? 1 : axes.get(1 - axis).size();
            return Arrays.asList(
                    BoundaryCondition.periodic(axis, 0, across), BoundaryCondition.periodic(axis, 1, across));
        }
    }
}
