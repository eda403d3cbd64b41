package org.onsager.papers.monotonedbm;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.lab.Tool.NamedTable;
import org.onsager.lab.Trial;
import org.onsager.lab.data.DataFile;
import org.onsager.memory.boltzmann.Admissible;
import org.onsager.memory.boltzmann.BlockGibbs;
import org.onsager.memory.boltzmann.BoltzmannMachine;
import org.onsager.memory.boltzmann.DenseCouplings;
import org.onsager.memory.boltzmann.Enumeration;
import org.onsager.memory.boltzmann.Evidence;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.memory.boltzmann.Method;
import org.onsager.memory.boltzmann.Spectrum;
import org.onsager.memory.boltzmann.Variables;

/// The user's own coupling matrix: its certificate, the nearest admissible one, its marginals.
final class MatrixTasks {
    private MatrixTasks() {}

    static List<NamedTable> certify(DbmToolSettings settings, List<Path> inputs) {
        if (inputs.size() != 1)
            throw new IllegalArgumentException(
                    "--in must name one coupling matrix for task = certify, not %d files".formatted(inputs.size()));
        var couplings = couplings(settings, inputs.getFirst());
        var certificate = Spectrum.certify(couplings);
        var table = Table.builder()
                .with("least_eigenvalue", certificate.lower())
                .with("largest_eigenvalue", certificate.upper())
                .with("guarantee", List.of(certificate.guarantee().name()))
                .with("largest_safe_step", 2 / certificate.upper())
                .with("method", List.of(certificate.method()))
                .build();
        double[][] nearest = Admissible.project(couplings.variables(), couplings.matrix(), settings.m())
                .matrix();
        var projected = Table.builder();
        for (int c = 0; c < nearest.length; c++) {
            int column = c;
            projected.with(
                    "x" + c,
                    Arrays.stream(nearest).mapToDouble(row -> row[column]).toArray());
        }
        return List.of(new NamedTable("certificate", table), new NamedTable("admissible", projected.build()));
    }

    static List<NamedTable> infer(DbmToolSettings settings, List<Path> inputs, Trial trial) {
        if (inputs.size() < 2 || inputs.size() > 3)
            throw new IllegalArgumentException(
                    "--in must name a coupling matrix, a bias and at most one file of evidence for task = infer, not %d files"
                            .formatted(inputs.size()));
        var couplings = couplings(settings, inputs.getFirst());
        double[] bias = DataFile.read(inputs.get(1)).array().values();
        var machine =
                settings.unsafe() ? BoltzmannMachine.unsafe(couplings, bias) : BoltzmannMachine.of(couplings, bias);
        var questions = inputs.size() == 3
                ? evidence(inputs.get(2), machine.variables())
                : List.of(Evidence.none(machine.variables()));
        var solver = (settings.unsafe() ? MeanFieldSolver.of(Method.BLOCK) : MeanFieldSolver.standard())
                .withTolerance(settings.tolerance());
        var solutions = solver.solve(machine, questions);
        var rows = new Rows();
        for (int k = 0; k < questions.size(); k++) rows.add(k, machine, questions.get(k), solutions.get(k), trial);
        return List.of(new NamedTable("marginals", rows.marginals()), new NamedTable("solutions", rows.solutions()));
    }

    private static DenseCouplings couplings(DbmToolSettings settings, Path file) {
        double[][] phi = DataFile.read(file).array().rows();
        if (phi.length % settings.states() != 0)
            throw new IllegalArgumentException("%s has %d rows, which is no multiple of states = %d"
                    .formatted(file, phi.length, settings.states()));
        return DenseCouplings.of(Variables.uniform(phi.length / settings.states(), settings.states()), phi);
    }

    private static List<Evidence> evidence(Path file, Variables variables) {
        var questions = new ArrayList<Evidence>();
        for (double[] row : DataFile.read(file).array().rows())
            questions.add(Evidence.of(
                    variables,
                    Arrays.stream(row)
                            .mapToInt(s -> Double.isNaN(s) ? Evidence.HIDDEN : (int) s)
                            .toArray()));
        return questions;
    }

    /// Collects the answers.
    private static final class Rows {
        private final List<Integer> question = new ArrayList<>();
        private final List<Integer> variable = new ArrayList<>();
        private final List<Integer> state = new ArrayList<>();
        private final List<Double> meanField = new ArrayList<>();
        private final List<Double> reference = new ArrayList<>();
        private final List<Double> error = new ArrayList<>();
        private final List<Double> freeEnergy = new ArrayList<>();
        private final List<Double> gap = new ArrayList<>();
        private final List<Double> residual = new ArrayList<>();
        private final List<String> status = new ArrayList<>();
        private final List<String> comparison = new ArrayList<>();

        void add(
                int number,
                BoltzmannMachine machine,
                Evidence evidence,
                org.onsager.memory.boltzmann.MeanField solution,
                Trial trial) {
            var variables = machine.variables();
            double bits = 0;
            for (int i = 0; i < variables.count(); i++)
                if (!evidence.observes(i)) bits += Math.log(variables.states(i)) / Math.log(2);
            double[] other, errors;
            if (bits <= 16) {
                var exact = Enumeration.of(machine, evidence);
                other = exact.marginals();
                errors = new double[other.length];
                gap.add(exact.gap(solution));
                comparison.add("EXACT");
            } else {
                var gibbs = new BlockGibbs(32, 50, 200)
                        .marginals(
                                machine, evidence, trial.random().split("gibbs").at(number));
                other = gibbs.marginals();
                errors = gibbs.standardErrors();
                gap.add(Double.NaN);
                comparison.add("GIBBS");
            }
            freeEnergy.add(solution.freeEnergy());
            residual.add(solution.residual());
            status.add(!solution.converged() ? "NOT_CONVERGED" : solution.unique() ? "UNIQUE" : "NOT_PROVED_UNIQUE");
            for (int i = 0; i < variables.count(); i++)
                for (int s = 0; s < variables.states(i); s++) {
                    int c = variables.offset(i) + s;
                    question.add(number);
                    variable.add(i);
                    state.add(s);
                    meanField.add(solution.marginals()[c]);
                    reference.add(other[c]);
                    error.add(errors[c]);
                }
        }

        private static int[] ints(List<Integer> values) {
            return values.stream().mapToInt(Integer::intValue).toArray();
        }

        private static double[] reals(List<Double> values) {
            return values.stream().mapToDouble(Double::doubleValue).toArray();
        }

        Table marginals() {
            return Table.builder()
                    .with("question", ints(question))
                    .with("variable", ints(variable))
                    .with("state", ints(state))
                    .with("mean_field", reals(meanField))
                    .with("reference", reals(reference))
                    .with("reference_error", reals(error))
                    .build();
        }

        Table solutions() {
            return Table.builder()
                    .with("free_energy", reals(freeEnergy))
                    .with("gap_to_exact", reals(gap))
                    .with("residual", reals(residual))
                    .with("status", status)
                    .with("reference", comparison)
                    .build();
        }
    }
}
