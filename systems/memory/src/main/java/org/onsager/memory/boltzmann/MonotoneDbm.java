package org.onsager.memory.boltzmann;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.onsager.memory.boltzmann.Architecture.Layer;
import org.onsager.numerics.RandomStream;

/// The monotone deep Boltzmann machine of images and labels: layers of categorical variables with couplings
/// within and between them, \(I - \Phi \succeq mI\) whatever it has learnt, so that its mean-field marginals
/// exist, are unique and are found under every mask.
///
/// ```java
/// var model = MonotoneDbm.builder().layer(2, 8, 8, 1).layer(40, 4, 4, 10).layer(10, 1, 1, 1)
///         .couple(0, 0, 3).couple(1, 0, 3).couple(1, 1, 3).couple(2, 1, 4).couple(2, 2, 1).m(0.01).build();
/// ```
///
/// Source: Z. Feng, E. Winston and J. Z. Kolter, arXiv:2307.04990.
public final class MonotoneDbm implements JointModel {
    private final Architecture architecture;
    private final ModelParameters parameters;
    private final BoltzmannMachine machine;

    private MonotoneDbm(Architecture architecture, ModelParameters parameters, MonotoneCouplings couplings) {
        this.architecture = architecture;
        this.parameters = parameters;
        machine = BoltzmannMachine.of(couplings, parameters.bias(architecture));
    }

    /// A model of given parameters.
    public static MonotoneDbm of(
            Architecture architecture,
            ModelParameters parameters,
            double m,
            Normalisation normalisation,
            Borders borders) {
        JointModel.check(architecture);
        return new MonotoneDbm(
                architecture, parameters, architecture.monotone(parameters.weights(), m, normalisation, borders));
    }

    /// A model at its random start, in the symmetric form with exact borders.
    public static MonotoneDbm initial(Architecture architecture, double m, Initialisation start, RandomStream stream) {
        return of(
                architecture,
                ModelParameters.initial(architecture, true, start, stream),
                m,
                Normalisation.SYMMETRIC,
                Borders.EXACT);
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Architecture architecture() {
        return architecture;
    }

    @Override
    public ModelParameters parameters() {
        return parameters;
    }

    @Override
    public BoltzmannMachine machine() {
        return machine;
    }

    public MonotoneCouplings couplings() {
        return (MonotoneCouplings) machine.couplings();
    }

    @Override
    public MonotoneDbm withParameters(ModelParameters other) {
        return new MonotoneDbm(architecture, other, couplings().withWeights(other.weights()));
    }

    /// Collects layers and couplings.
    public static final class Builder {
        private final List<Layer> layers = new ArrayList<>();
        private final Map<List<Integer>, Integer> kernels = new HashMap<>();
        private double m = 0.01;
        private long seed = 1;
        private Normalisation normalisation = Normalisation.SYMMETRIC;
        private Borders borders = Borders.EXACT;
        private Initialisation initialisation = Initialisation.PUBLISHED;

        private Builder() {}

        /// Adds a layer; the first holds the pixels, the last the label.
        public Builder layer(int channels, int height, int width, int groups) {
            layers.add(new Layer(channels, height, width, groups));
            return this;
        }

        /// Couples layer `u` to layer `v` \(\le u\) by a `kernel x kernel` convolution.
        public Builder couple(int u, int v, int kernel) {
            Require.that(v >= 0 && v <= u, "v", v, "[0, u = %d]".formatted(u));
            kernels.put(List.of(u, v), kernel);
            return this;
        }

        /// The margin, in (0, 1); 0.01 unless told otherwise.
        public Builder m(double margin) {
            m = margin;
            return this;
        }

        public Builder seed(long value) {
            seed = value;
            return this;
        }

        public Builder normalisation(Normalisation value) {
            normalisation = value;
            return this;
        }

        public Builder borders(Borders value) {
            borders = value;
            return this;
        }

        public Builder initialisation(Initialisation value) {
            initialisation = value;
            return this;
        }

        public MonotoneDbm build() {
            int n = layers.size();
            var table = new int[n][n];
            kernels.forEach((pair, kernel) -> {
                Require.that(pair.get(0) < n, "u", pair.get(0), "[0, %d)".formatted(n));
                table[pair.get(0)][pair.get(1)] = kernel;
            });
            var architecture = new Architecture(layers, table);
            return of(
                    architecture,
                    ModelParameters.initial(architecture, true, initialisation, RandomStream.of(seed)),
                    m,
                    normalisation,
                    borders);
        }
    }
}
