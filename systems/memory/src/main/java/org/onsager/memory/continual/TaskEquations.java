package org.onsager.memory.continual;

import org.onsager.memory.saddle.MeanField;

/// What the saddle points of both tasks share: the energy of the examples, and the order parameters as moments of
/// the weights under the conjugates.
///
/// \[ -\beta f = -r\hat r - Q\hat Q + \tfrac12q\hat q + G_S + \alpha G_E \]
interface TaskEquations extends MeanField<PerceptronOrder> {
    /// The load \(\alpha \ge 0\).
    double alpha();

    /// Inference's inverse temperature.
    double beta();

    /// How finely integrals are cut.
    Quadrature quadrature();

    /// The average over the weights at given conjugates.
    WeightAverages weights(Conjugates hats);

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
}
