package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomStream;

/// The deep Boltzmann machine that the monotone one is compared with: the same layers, couplings between
/// different layers only, and no parameterisation. Its parallel mean field may cycle; sequential updates and
/// Gibbs sampling serve always.
public final class DeepBoltzmann implements JointModel {
    private final Architecture architecture;
    private final ModelParameters parameters;
    private final BoltzmannMachine machine;

    private DeepBoltzmann(Architecture architecture, ModelParameters parameters, DirectedCouplings couplings) {
        this.architecture = architecture;
        this.parameters = parameters;
        machine = BoltzmannMachine.unsafe(couplings, parameters.bias(architecture));
    }

    /// A model of given parameters.
    public static DeepBoltzmann of(Architecture architecture, ModelParameters parameters) {
        JointModel.check(architecture);
        return new DeepBoltzmann(architecture, parameters, architecture.directed(parameters.weights()));
    }

    /// A model at its random start.
    public static DeepBoltzmann initial(Architecture architecture, Initialisation start, RandomStream stream) {
        return of(architecture, ModelParameters.initial(architecture, false, start, stream));
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

    @Override
    public DeepBoltzmann withParameters(ModelParameters other) {
        var couplings = (DirectedCouplings) machine.couplings();
        return new DeepBoltzmann(architecture, other, couplings.withWeights(other.weights()));
    }
}
