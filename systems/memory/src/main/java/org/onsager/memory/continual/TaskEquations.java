package org.onsager.memory.continual;

import org.onsager.memory.saddle.MeanField;

/// What the saddle points of both tasks share: the energy of the examples, and the order parameters as moments of
/// the weights under the conjugates.
///
/// \[ -\beta f = -r\hat r - Q\hat Q + \tfrac12q\hat q + G_S + \alpha G_E \]
interface TaskEquations extends MeanField<PerceptronOrder> {
    /// Of the one-sided differences: large against the noise of quadrature, small against every order parameter.
    double STEP = 1e-7;

    /// The load \(\alpha \ge 0\).
    double alpha();

    /// Inference's inverse temperature.
    double beta();

    /// How finely integrals are cut.
    Quadrature quadrature();

    /// The average over the weights at given conjugates.
    WeightAverages weights(Conjugates hats);

    /// How that average answers to the conjugates.
    WeightResponse response(Conjugates hats);

    /// An average over the weights.
    interface WeightAverages {
        /// \(G_S\).
        double entropy();

        /// The order parameters.
        PerceptronOrder order();
    }

    /// The conjugates that the examples give.
    default Conjugates conjugates(PerceptronOrder order) {
        if (alpha() == 0) return new Conjugates(0, 0, 0);
        var each = new ExampleEnergy(beta(), order, quadrature()).averages().conjugates();
        return new Conjugates(alpha() * each.q(), alpha() * each.r(), alpha() * each.selfOverlap());
    }

    /// \(-\beta f\), of which solutions are the stationary points in order parameters and conjugates together.
    default double pressure(PerceptronOrder order, Conjugates hats) {
        double energy = alpha() == 0
                ? 0
                : new ExampleEnergy(beta(), order, quadrature()).averages().energy();
        return 0.5 * order.q() * hats.q()
                - order.r() * hats.r()
                - order.selfOverlap() * hats.selfOverlap()
                + weights(hats).entropy()
                + alpha() * energy;
    }

    @Override
    default PerceptronOrder next(PerceptronOrder order) {
        return weights(conjugates(order)).order();
    }

    @Override
    default double pressure(PerceptronOrder order) {
        return pressure(order, conjugates(order));
    }

    @Override
    default double[] coordinates(PerceptronOrder order) {
        return order.coordinates();
    }

    @Override
    default PerceptronOrder at(double[] coordinates) {
        return PerceptronOrder.of(coordinates);
    }

    @Override
    default boolean admits(double[] coordinates) {
        return MeanField.super.admits(coordinates) && at(coordinates).inside();
    }

    /// By the chain rule: the weights' response is exact and costs one average, and only the conjugates are
    /// differenced, to one side, each some tenth of the cost of the map.
    @Override
    default double[][] jacobian(PerceptronOrder order) {
        double[] centre = coordinates(order);
        var hats = conjugates(order);
        double[] here = hats.coordinates();
        double[][] response = response(hats).matrix;
        var jacobian = new double[3][3];
        for (int j = 0; j < 3; j++) {
            double[] moved = centre.clone();
            moved[j] += STEP;
            if (!admits(moved)) moved[j] = centre[j] - STEP;
            if (!admits(moved)) continue;
            double[] there = conjugates(at(moved)).coordinates();
            for (int i = 0; i < 3; i++)
                for (int k = 0; k < 3; k++)
                    jacobian[i][j] += response[i][k] * (there[k] - here[k]) / (moved[j] - centre[j]);
        }
        return jacobian;
    }
}
