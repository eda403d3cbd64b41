package org.onsager.papers.gppdesolver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.onsager.inference.gaussian.GridAxis;
import org.onsager.inference.pde.BoundaryCondition;
import org.onsager.inference.pde.GpPdeSolver;
import org.onsager.inference.pde.GpPdeSolver.Stopping;
import org.onsager.inference.pde.PdeOperator;
import org.onsager.inference.pde.PdeOperator.Reaction;
import org.onsager.inference.pde.PdeOperator.Term;
import org.onsager.inference.pde.PdeProblem;
import org.onsager.inference.pde.Reference;
import org.onsager.lab.Figure;
import org.onsager.lab.Trial;

/// A demonstration beyond the paper: Allen and Cahn's equation in time, \(u_t = 10^{-4}u_{xx} - 5u^3 + 5u\),
/// periodic, from the released reference solution `AC.mat` of M. Raissi, P. Perdikaris and G. Karniadakis (2019),
/// over its first part. Nothing but the initial values is taken from the file; the rest measures the error.
final class ReactionDiffusion {
    private static final double END = 0.2;
    private static final int STRIDE = 8;
    private static final int TIMES = 14;
    private static final int STEPS = 120;

    private ReactionDiffusion() {}

    /// The field at the last time.
    record Outcome(double error, double[] x, double[] truth, double[] found, double[] start) {}

    static void draw(Trial trial) {
        var folder = trial.data("pinn-pde");
        if (folder.isEmpty() || !Files.exists(folder.get().resolve("AC.mat"))) return;
        var outcome = trial.stage(
                "reaction-diffusion", Outcome.class, () -> solve(folder.get().resolve("AC.mat")));
        trial.metric("allen_cahn_in_time_error", outcome.error);
        trial.figure(
                "allen-cahn",
                Figure.of("Allen-Cahn equation from its initial values", "x", "u")
                        .caption(
                                "Student-t mixture on %d x %d points of [-1, 1] x [0, %s], %d iterations of the profile path with Gauss-Newton; relative error %.2g over space and time against the spectral reference."
                                        .formatted(512 / STRIDE + 1, TIMES, END, STEPS, outcome.error))
                        .line("t = 0, given", outcome.x, outcome.start)
                        .line("t = %s, reference".formatted(END), outcome.x, outcome.truth)
                        .points("t = %s, Gaussian process".formatted(END), outcome.x, outcome.found)
                        .build());
    }

    static Outcome solve(Path file) {
        var data = MatFile.read(file);
        double[] x = get(data, "x").line(), t = get(data, "tt").line();
        double[][] u = get(data, "uu").rows();
        int columns = x.length,
                last = (int) Arrays.stream(t).filter(each -> each <= END + 1e-9).count() - 1;
        // the reference leaves the right end out, which is the left one again
        int n = columns / STRIDE + 1;
        var points = new double[n];
        var initial = new double[n];
        for (int i = 0; i < n; i++) {
            points[i] = i == n - 1 ? 1 : x[i * STRIDE];
            initial[i] = u[i * STRIDE % columns][0];
        }
        var operator = new PdeOperator(
                List.of(Term.of(1, 0, 1), Term.of(-1e-4, 2, 0)),
                new Reaction("5u^3 - 5u", v -> 5 * v * v * v - 5 * v, v -> 15 * v * v - 5));
        var axes = List.of(GridAxis.of(points), GridAxis.equispaced(0, t[last], TIMES));
        var problem = new PdeProblem(
                axes,
                operator,
                new double[n * TIMES],
                List.of(
                        BoundaryCondition.dirichlet(1, false, initial),
                        BoundaryCondition.periodic(0, 0, TIMES),
                        BoundaryCondition.periodic(0, 1, TIMES)));
        var solution = GpPdeSolver.standard()
                .kernel(Kernel.STM.mixture(10))
                .iterations(STEPS)
                .stopping(Stopping.never())
                .solve(problem);
        var values = new double[columns * (last + 1)];
        for (int i = 0; i < columns; i++) System.arraycopy(u[i], 0, values, i * (last + 1), last + 1);
        var reference = new Reference(List.of(x, Arrays.copyOf(t, last + 1)), values);
        double[] found = solution.at(reference.points());
        var outcome = new double[3][n];
        double[] end = solution.at(List.of(points, new double[] {t[last]}));
        for (int i = 0; i < n; i++) {
            outcome[0][i] = u[i * STRIDE % columns][last];
            outcome[1][i] = end[i];
        }
        return new Outcome(reference.error(found), points, outcome[0], outcome[1], initial);
    }

    private static MatFile.Matrix get(java.util.Map<String, MatFile.Matrix> data, String name) {
        var found = data.get(name);
        if (found == null)
            throw new IllegalArgumentException("AC.mat must hold %s; it holds %s".formatted(name, data.keySet()));
        return found;
    }
}
