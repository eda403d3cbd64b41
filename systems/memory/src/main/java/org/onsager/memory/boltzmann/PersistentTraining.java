package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.Arrays;
import org.onsager.numerics.Parallel;
import org.onsager.numerics.RandomStream;

/// Maximum likelihood for a [DeepBoltzmann] by persistent contrastive divergence with one sweep a step (PCD-1):
/// statistics of data with the hidden layers by sequential mean field, minus those of Gibbs chains that go on
/// from step to step; Adam.
///
/// Source: T. Tieleman, *Training restricted Boltzmann machines using approximations to the likelihood gradient*,
/// ICML 2008; R. Salakhutdinov and G. Hinton, *Deep Boltzmann machines*, AISTATS 2009.
///
/// @param epochs  passes over the images, at least 1
/// @param batch  images a step, at least 1
/// @param rate  Adam's step, positive
/// @param chains  persistent chains, at least 2
public record PersistentTraining(int epochs, int batch, double rate, int chains) {

    public PersistentTraining {
        Require.that(epochs >= 1, "epochs", epochs, "[1, inf)");
        Require.that(batch >= 1, "batch", batch, "[1, inf)");
        Require.that(rate > 0, "rate", rate, "(0, inf)");
        Require.that(chains >= 2, "chains", chains, "[2, inf)");
    }

    /// Trains a model; pixels and labels of the data are observed together.
    public DeepBoltzmann train(DeepBoltzmann start, LabelledImages data, RandomStream stream) {
        var model = start;
        double[] flat = start.parameters().flat(), first = new double[flat.length], second = new double[flat.length];
        int[][] states = new int[chains][0];
        int perEpoch = Math.ceilDiv(data.count(), batch);
        for (int step = 0; step < epochs * perEpoch; step++) {
            int[] order = stream.split("order").at(step / perEpoch).generator().permutation(data.count());
            int at = step % perEpoch * batch, count = Math.min(batch, data.count() - at);
            states = sweep(model, states, stream.split("chains").at(step));
            double[] gradient = gradient(model, data, Arrays.copyOfRange(order, at, at + count), states);
            Adam.update(flat, gradient, first, second, step + 1, rate);
            model = model.withParameters(model.parameters().fromFlat(flat));
        }
        return model;
    }

    private int[][] sweep(DeepBoltzmann model, int[][] states, RandomStream stream) {
        var none = Evidence.none(model.machine().variables());
        return Parallel.map(chains, chain -> {
                    var random = stream.at(chain).generator();
                    var gibbs = new BlockGibbs.Chain(model.machine(), none, random, states[chain]);
                    gibbs.sweep(1);
                    return gibbs.states;
                })
                .toArray(int[][]::new);
    }

    /// Minus the gradient of the log-likelihood per image.
    private static double[] gradient(DeepBoltzmann model, LabelledImages data, int[] chosen, int[][] states) {
        var problems = new ArrayList<Evidence>();
        var all = new boolean[data.pixels()];
        Arrays.fill(all, true);
        for (int n : chosen) problems.add(model.evidence(data.images()[n], all, data.labels()[n]));
        var solver = MeanFieldSolver.of(Method.BLOCK).withTolerance(1e-3).withMaxIterations(20);
        var couplings = (DirectedCouplings) model.machine().couplings();
        var gradient = couplings.gradient();
        var byBias = new double[model.machine().variables().dimension()];
        for (var solution : solver.solve(model.machine(), problems))
            add(gradient, byBias, solution.marginals(), -1.0 / chosen.length);
        for (int[] state : states)
            add(gradient, byBias, model.machine().variables().oneHot(state), 1.0 / states.length);
        return model.parameters()
                .gradient(model.architecture(), byBias, gradient.weights(), new double[model.pixels()], 0)
                .flat();
    }

    private static void add(ParameterisedCouplings.Gradient gradient, double[] byBias, double[] q, double factor) {
        var scaled = new double[q.length];
        for (int c = 0; c < q.length; c++) {
            scaled[c] = 0.5 * factor * q[c];
            byBias[c] += factor * q[c];
        }
        gradient.add(scaled, q, 1);
    }
}
