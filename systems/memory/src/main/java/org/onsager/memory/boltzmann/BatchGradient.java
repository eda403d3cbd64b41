package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.List;
import org.onsager.numerics.Parallel;

/// Loss and gradient of a batch of masked images: inference, loss, adjoint, one bundle a task, added up in order.
final class BatchGradient {
    private final JointModel model;
    private final MeanFieldSolver solver;
    private final ImplicitGradient adjoint;
    private final JointLoss loss;

    BatchGradient(JointModel model, MeanFieldSolver solver, ImplicitGradient adjoint, JointLoss loss) {
        this.model = model;
        this.solver = solver;
        this.adjoint = adjoint;
        this.loss = loss;
    }

    /// @param gradient  flat, in the order of [ModelParameters#flat]
    /// @param residuals  one an image
    /// @param iterations  one an image
    /// @param unconverged  images whose inference did not meet the solver's rule
    /// @param retried  images whose bundle was solved again by FISTA
    /// @param skipped  images that were left out of the gradient
    record Result(
            double loss,
            double reconstruction,
            double classification,
            double[] gradient,
            double[] residuals,
            int[] iterations,
            int unconverged,
            int retried,
            int skipped) {}

    private record Part(
            double reconstruction,
            double classification,
            ParameterisedCouplings.Gradient couplings,
            double[] byBias,
            double[] byTemperature,
            double byLabelTemperature,
            double[] residuals,
            int[] iterations,
            int unconverged,
            int retried,
            int skipped) {}

    Result of(LabelledImages batch, boolean[][] observed) {
        var counts = new long[batch.bins()];
        long hidden = 0;
        for (int n = 0; n < batch.count(); n++)
            for (int i = 0; i < batch.pixels(); i++)
                if (!observed[n][i]) {
                    counts[batch.images()[n][i]]++;
                    hidden++;
                }
        double[] alpha = loss.classWeights(counts);
        long total = Math.max(1, hidden);
        solver.prepare(model.machine());
        var parts = Parallel.map(Math.ceilDiv(batch.count(), Lanes.BUNDLE), b -> {
            int from = b * Lanes.BUNDLE, to = Math.min(batch.count(), from + Lanes.BUNDLE);
            return part(batch, observed, from, to, alpha, total);
        });
        return combine(parts, batch.count());
    }

    private Part part(LabelledImages batch, boolean[][] observed, int from, int to, double[] alpha, long total) {
        var problems = new ArrayList<Evidence>();
        for (int n = from; n < to; n++) problems.add(model.evidence(batch.images()[n], observed[n], Evidence.HIDDEN));
        var bundle = new Bundle(model.machine(), problems, solver.precision());
        var iteration = solver.run(bundle);
        int unconverged = 0, retried = 0, skipped = 0;
        for (int l = 0; l < bundle.used; l++) if (!iteration.converged(l)) unconverged++;
        if (unconverged > 0 && model.machine().guarantee() != Guarantee.NONE) {
            retried = bundle.used;
            bundle = new Bundle(model.machine(), problems, solver.precision());
            iteration = new MeanFieldSolver(
                            Method.FISTA, Double.NaN, Math.min(solver.tolerance(), 1e-3), 2_000, StopRule.RESIDUAL, 5)
                    .withPrecision(solver.precision())
                    .run(bundle);
        }
        int width = bundle.width;
        double[] logits = bundle.phi, bias = model.machine().rawBias();
        for (int e = 0; e < logits.length; e++) logits[e] += bias[e / width];
        var work = new Terms(bundle);
        for (int l = 0; l < bundle.used; l++) {
            boolean skip = model.machine().guarantee() != Guarantee.NONE && !iteration.converged(l);
            if (skip) skipped++;
            else work.add(batch, observed[from + l], from + l, l, alpha, total);
        }
        var solved = new Adjoint(adjoint, bundle);
        double[] w = solved.solve(new double[logits.length], work.byLogits);
        var couplings = ((ParameterisedCouplings) model.machine().couplings()).gradient();
        couplings.add(w, bundle.q, width);
        var byBias = new double[bias.length];
        for (int e = 0; e < w.length; e++) byBias[e / width] += w[e];
        var residuals = new double[bundle.used];
        var iterations = new int[bundle.used];
        for (int l = 0; l < bundle.used; l++) {
            residuals[l] = iteration.residual(l);
            iterations[l] = iteration.iterations(l);
        }
        return new Part(
                work.reconstruction,
                work.classification,
                couplings,
                byBias,
                work.byTemperature,
                work.byLabelTemperature,
                residuals,
                iterations,
                unconverged,
                retried,
                skipped);
    }

    /// The loss terms of a bundle.
    private final class Terms {
        private final Bundle bundle;
        final double[] byLogits;
        final double[] byTemperature = new double[model.pixels()];
        double byLabelTemperature;
        double reconstruction;
        double classification;
        private final double[] pixel = new double[model.bins()];
        private final double[] label = new double[model.labels()];
        private final double[] byT = new double[1];

        Terms(Bundle bundle) {
            this.bundle = bundle;
            byLogits = new double[bundle.q.length];
        }

        void add(LabelledImages batch, boolean[] observed, int n, int lane, double[] alpha, long total) {
            var parameters = model.parameters();
            var variables = bundle.variables;
            int width = bundle.width;
            double factor = (1 - loss.classification()) / total;
            for (int i = 0; i < observed.length; i++) {
                if (observed[i]) continue;
                double tau = parameters.temperature()[i];
                int truth = batch.images()[n][i], at = variables.offset(i) * width + lane;
                reconstruction +=
                        JointLoss.focal(bundle.phi, at, width, truth, tau * tau, alpha[truth], loss.focus(), pixel, byT)
                                / total;
                byTemperature[i] += factor * byT[0] * 2 * tau;
                for (int s = 0; s < pixel.length; s++) byLogits[at + s * width] += factor * pixel[s];
            }
            double share = loss.classification() / batch.count(), tau = parameters.labelTemperature();
            int at = variables.offset(model.labelVariable()) * width + lane;
            classification += JointLoss.focal(bundle.phi, at, width, batch.labels()[n], tau * tau, 1, 0, label, byT)
                    / batch.count();
            byLabelTemperature += share * byT[0] * 2 * tau;
            for (int s = 0; s < label.length; s++) byLogits[at + s * width] += share * label[s];
        }
    }

    private Result combine(List<Part> parts, int count) {
        var couplings = parts.getFirst().couplings();
        double[] byBias = parts.getFirst().byBias(),
                byTemperature = parts.getFirst().byTemperature();
        double byLabel = 0, reconstruction = 0, classification = 0;
        var residuals = new double[count];
        var iterations = new int[count];
        int at = 0, unconverged = 0, retried = 0, skipped = 0;
        for (var part : parts) {
            if (part != parts.getFirst()) {
                couplings.add(part.couplings());
                for (int c = 0; c < byBias.length; c++) byBias[c] += part.byBias()[c];
                for (int i = 0; i < byTemperature.length; i++) byTemperature[i] += part.byTemperature()[i];
            }
            byLabel += part.byLabelTemperature();
            reconstruction += part.reconstruction();
            classification += part.classification();
            System.arraycopy(part.residuals(), 0, residuals, at, part.residuals().length);
            System.arraycopy(part.iterations(), 0, iterations, at, part.iterations().length);
            at += part.residuals().length;
            unconverged += part.unconverged();
            retried += part.retried();
            skipped += part.skipped();
        }
        var gradient = model.parameters()
                .gradient(model.architecture(), byBias, couplings.weights(), byTemperature, byLabel)
                .flat();
        double total = (1 - loss.classification()) * reconstruction + loss.classification() * classification;
        return new Result(
                total, reconstruction, classification, gradient, residuals, iterations, unconverged, retried, skipped);
    }
}
