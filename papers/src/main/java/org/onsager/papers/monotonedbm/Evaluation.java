package org.onsager.papers.monotonedbm;

import java.util.Arrays;
import org.onsager.memory.boltzmann.JointModel;
import org.onsager.memory.boltzmann.LabelledImages;
import org.onsager.memory.boltzmann.Masks;
import org.onsager.memory.boltzmann.MeanFieldSolver;
import org.onsager.numerics.RandomStream;

/// How a model does on test images under random masks.
///
/// @param count  images
/// @param right  labels that were right
/// @param hidden  pixels that were hidden
/// @param pixels  hidden pixels whose bin was right
/// @param meanIterations  of the inference
/// @param mostIterations  of the inference
/// @param unconverged  images whose inference did not meet the solver's rule
/// @param residuals  one an image
/// @param confidence  largest label marginal of each image
/// @param trained  the same at the trained temperature
/// @param correct  whether each image's label was right, 1 or 0
record Evaluation(
        int count,
        int right,
        long hidden,
        long pixels,
        double meanIterations,
        int mostIterations,
        int unconverged,
        double[] residuals,
        double[] confidence,
        double[] trained,
        int[] correct) {

    /// @param fraction  of observed pixels
    static Evaluation of(
            JointModel model, LabelledImages images, double fraction, MeanFieldSolver solver, RandomStream stream) {
        boolean[][] observed = masks(images, fraction, stream);
        var completions = model.complete(images.images(), observed, solver);
        int right = 0, most = 0, unconverged = 0;
        long hidden = 0, pixels = 0, iterations = 0;
        double[] residuals = new double[images.count()], confidence = residuals.clone(), trained = residuals.clone();
        var correct = new int[images.count()];
        for (int n = 0; n < images.count(); n++) {
            var completion = completions.get(n);
            correct[n] = completion.label() == images.labels()[n] ? 1 : 0;
            right += correct[n];
            for (int i = 0; i < images.pixels(); i++) {
                if (observed[n][i]) continue;
                hidden++;
                if (completion.image()[i] == images.images()[n][i]) pixels++;
            }
            var solution = completion.solution();
            iterations += solution.iterations();
            most = Math.max(most, solution.iterations());
            if (!solution.converged()) unconverged++;
            residuals[n] = solution.residual();
            confidence[n] = Arrays.stream(completion.labelMarginals()).max().orElse(0);
            trained[n] = Arrays.stream(completion.labelProbabilities()).max().orElse(0);
        }
        return new Evaluation(
                images.count(),
                right,
                hidden,
                pixels,
                (double) iterations / images.count(),
                most,
                unconverged,
                residuals,
                confidence,
                trained,
                correct);
    }

    /// The same masks for every model.
    static boolean[][] masks(LabelledImages images, double fraction, RandomStream stream) {
        var observed = new boolean[images.count()][];
        for (int n = 0; n < observed.length; n++)
            observed[n] =
                    Masks.independent(images.pixels(), fraction, stream.at(n).generator());
        return observed;
    }

    double accuracy() {
        return (double) right / count;
    }

    double pixelAccuracy() {
        return hidden == 0 ? Double.NaN : (double) pixels / hidden;
    }

    /// Half the width of Wilson's 95% interval of a share.
    static double halfWidth(double share, int n) {
        double z = 1.96;
        return z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
    }

    String describe() {
        return "%.1f%% +- %.1f (n = %d)".formatted(100 * accuracy(), 100 * halfWidth(accuracy(), count), count);
    }
}
