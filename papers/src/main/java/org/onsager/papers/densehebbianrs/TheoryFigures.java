package org.onsager.papers.densehebbianrs;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.onsager.lab.Figure;
import org.onsager.lab.Table;
import org.onsager.lab.Trial;
import org.onsager.memory.dense.Branch;
import org.onsager.memory.dense.ExampleLaw;
import org.onsager.memory.dense.GroundState;
import org.onsager.memory.dense.IndexConvention;
import org.onsager.memory.dense.PhaseBoundaries;
import org.onsager.memory.dense.PhaseDiagram;
import org.onsager.memory.dense.RsTheory;

/// Pictures of the theory: phase diagrams, learning curves, capacity against dataset entropy.
final class TheoryFigures {
    private static final double HIGHEST = 1.1;

    private final Trial trial;

    TheoryFigures(Trial trial) {
        this.trial = trial;
    }

    void draw(Settings settings) {
        for (double rho : settings.rhos()) phaseDiagram(rho, settings.grid());
        learningCurves();
        capacityCurves();
    }

    /// What a phase diagram is drawn from; stored, so that a resumed run does not solve it again.
    ///
    /// @param phase  ordinal of the phase, by temperature and load
    /// @param overlap  \(m\) of the retrieval branch
    /// @param stability  AT value of the retrieval branch
    /// @param glassStability  AT value of the glass branch, NaN where there is none
    /// @param unconverged  cells where a branch did not converge
    record Diagram(
            double[][] phase, double[][] overlap, double[][] stability, double[][] glassStability, int unconverged) {}

    /// Lines over it, NaN where there is none, one value a temperature.
    record Lines(double[] spinodal, double[] transition, double[] glass, double[] glassSpinodal) {}

    private void phaseDiagram(double rho, int points) {
        var theory = RsTheory.of(4, rho);
        double widest = 1.5 * new GroundState(theory).capacity().gamma();
        double[] temperatures = IntStream.rangeClosed(1, points)
                .mapToDouble(i -> HIGHEST * i / points)
                .toArray();
        double[] loads = IntStream.range(0, points)
                .mapToDouble(i -> widest * i / (points - 1))
                .toArray();
        String name = "phase-diagram-rho-" + rho;
        var diagram = trial.stage(name, Diagram.class, () -> solve(theory, temperatures, loads));
        var lines = trial.stage(name + "-lines", Lines.class, () -> lines(theory, temperatures, widest));
        trial.metric("unconverged_cells_rho_" + rho, diagram.unconverged());
        trial.figure(
                name,
                Figure.of("Phase diagram, P = 4, rho = %s".formatted(rho), "load gamma", "scaled temperature T'")
                        .caption(
                                ("Colour: 0 paramagnet, 1 spin glass, 2 metastable retrieval, 3 retrieval wins, on a %d"
                                                + " x %d grid of the replica-symmetric equations. Lines: end of retrieval (fold),"
                                                + " equal pressures, and the onset of the glass. AT line: replica symmetry is"
                                                + " unstable below (de Almeida-Thouless value 0 on the retrieval branch). %d"
                                                + " cells did not converge.")
                                        .formatted(points, points, diagram.unconverged()))
                        .add(new Figure.HeatMap("phase", loads, temperatures, diagram.phase(), false))
                        .line("retrieval exists", lines.spinodal(), temperatures)
                        .line("retrieval wins", lines.transition(), temperatures)
                        .line("glass takes over", lines.glass(), temperatures)
                        .line("glass exists", lines.glassSpinodal(), temperatures)
                        .add(new Figure.Contour(
                                "AT line", "AT line", loads, temperatures, diagram.stability(), new double[] {0}))
                        .build());
        trial.figure(
                "overlap-rho-" + rho,
                Figure.of("Overlap of the retrieval branch, P = 4, rho = %s".formatted(rho), "load gamma", "T'")
                        .caption("Replica-symmetric m, zero beyond the spinodal.")
                        .add(new Figure.HeatMap("m", loads, temperatures, diagram.overlap(), false))
                        .build());
        trial.table(name, table(temperatures, loads, diagram));
    }

    private static Diagram solve(RsTheory theory, double[] temperatures, double[] loads) {
        var solved = PhaseDiagram.compute(theory, temperatures, loads);
        int rows = temperatures.length, columns = loads.length, unconverged = 0;
        var phase = new double[rows][columns];
        var overlap = new double[rows][columns];
        var stability = new double[rows][columns];
        var glass = new double[rows][columns];
        for (int t = 0; t < rows; t++)
            for (int g = 0; g < columns; g++) {
                var cell = solved.cells().get(t).get(g);
                phase[t][g] = cell.phase().order();
                overlap[t][g] = cell.retrieval().m();
                stability[t][g] =
                        cell.retrieval().retrieves() ? cell.retrieval().almeidaThouless() : Double.NaN;
                glass[t][g] = cell.glass().frozen() ? cell.glass().almeidaThouless() : Double.NaN;
                if (!cell.converged()) unconverged++;
            }
        return new Diagram(phase, overlap, stability, glass, unconverged);
    }

    private static Lines lines(RsTheory theory, double[] temperatures, double widest) {
        var boundaries = new PhaseBoundaries(theory);
        double glass = boundaries.glassTransition(1), glassSpinodal = boundaries.glassSpinodal(1);
        return new Lines(
                Arrays.stream(temperatures)
                        .map(t -> boundaries.retrievalSpinodal(t).orElse(Double.NaN))
                        .toArray(),
                Arrays.stream(temperatures)
                        .map(t -> boundaries.retrievalTransition(t).orElse(Double.NaN))
                        .toArray(),
                Arrays.stream(temperatures)
                        .map(t -> inside(glass * t * t, widest))
                        .toArray(),
                Arrays.stream(temperatures)
                        .map(t -> inside(glassSpinodal * t * t, widest))
                        .toArray());
    }

    private static double inside(double gamma, double widest) {
        return gamma <= widest ? gamma : Double.NaN;
    }

    private static Table table(double[] temperatures, double[] loads, Diagram diagram) {
        int cells = temperatures.length * loads.length;
        var columns = new double[6][cells];
        for (int c = 0; c < cells; c++) {
            int t = c / loads.length, g = c % loads.length;
            columns[0][c] = temperatures[t];
            columns[1][c] = loads[g];
            columns[2][c] = diagram.phase()[t][g];
            columns[3][c] = diagram.overlap()[t][g];
            columns[4][c] = diagram.stability()[t][g];
            columns[5][c] = diagram.glassStability()[t][g];
        }
        return Table.builder()
                .with("T", columns[0])
                .with("gamma", columns[1])
                .with("phase", columns[2])
                .with("m", columns[3])
                .with("AT_retrieval", columns[4])
                .with("AT_glass", columns[5])
                .build();
    }

    private void learningCurves() {
        var figure = Figure.of("Overlap against examples, T = 0, zero load", "examples M per archetype", "overlap m")
                .x(Figure.Axis.log("examples M per archetype"))
                .caption("Lines: Gaussian example means, erf(1/sqrt(2 rho)). Points: the exact law of M examples,"
                        + " the majority vote; even M have ties, which count for nothing. Any P.");
        double[] examples = {1, 2, 3, 5, 7, 11, 15, 21, 31, 51, 81, 121, 201, 321, 501};
        for (double quality : new double[] {0.1, 0.2, 0.3, 0.5, 0.8}) {
            String name = "r = " + quality;
            figure.line(
                    name,
                    examples,
                    Arrays.stream(examples)
                            .map(m -> overlap(new ExampleLaw.Gaussian(ExampleLaw.entropy(quality, (int) m))))
                            .toArray());
            figure.points(
                    name + ", exact",
                    name,
                    examples,
                    Arrays.stream(examples)
                            .map(m -> overlap(new ExampleLaw.Binomial(quality, (int) m)))
                            .toArray(),
                    new double[0]);
        }
        trial.figure("learning-curves", figure.build());
    }

    private static double overlap(ExampleLaw law) {
        return new RsTheory(4, IndexConvention.DISTINCT, law)
                .solve(Double.POSITIVE_INFINITY, 0, Branch.RETRIEVAL)
                .m();
    }

    private void capacityCurves() {
        double[] rhos = IntStream.rangeClosed(0, 60).mapToDouble(i -> i / 40.0).toArray();
        var figure = Figure.of("Capacity against dataset entropy, T = 0", "dataset entropy rho", "capacity gamma_c")
                .caption("Replica-symmetric ground state. Solid: distinct indices; dashed: full powers.");
        var table = Table.builder().with("rho", rhos);
        for (int order : new int[] {4, 6, 8}) {
            String name = "P = " + order;
            double[] distinct = Arrays.stream(rhos)
                    .map(rho ->
                            new GroundState(RsTheory.of(order, rho)).capacity().gamma())
                    .toArray();
            double factor = IndexConvention.POWER.noiseFactor(order);
            double[] power =
                    Arrays.stream(distinct).map(gamma -> gamma / factor).toArray();
            figure.line(name, rhos, distinct).dashed(name + ", full powers", name, rhos, power);
            table.with("gamma_c_P" + order, distinct).with("gamma_c_P" + order + "_power", power);
        }
        trial.figure("capacity", figure.build());
        trial.table("capacity", table.build());
    }
}
