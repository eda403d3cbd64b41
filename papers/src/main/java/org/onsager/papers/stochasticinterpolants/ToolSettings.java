package org.onsager.papers.stochasticinterpolants;

import org.onsager.lab.Setting;
import org.onsager.tensor.Device;

/// What `./onsager use stochastic-interpolants` asks.
record ToolSettings(
        @Setting("the family of curves") Family interpolant,

        @Setting("the noise that goes in half way") Noise gamma,

        @Setting(value = "a of the Brownian gamma", min = 0, aboveMin = true, max = 100)
        double a,

        @Setting("how points of the two clouds are paired in training")
        Pairing coupling,

        @Setting(value = "points a block of the transport couplings", min = 2, max = 512)
        int block,

        @Setting(value = "regularisation of the Sinkhorn coupling", min = 0, aboveMin = true, max = 1e6)
        double regularisation,

        @Setting("the velocity to learn") Velocity velocity,

        @Setting(value = "noise level of the sampling; 0 is the flow", min = 0, max = 1000)
        double eps,

        @Setting("how the noise level depends on time") Profile profile,

        @Setting("from the first cloud to the second, or back")
        Direction direction,

        @Setting(value = "samples to draw", min = 1, max = 10_000_000)
        int samples,

        @Setting(value = "steps of the diffusion", min = 1, max = 1_000_000)
        int sdeSteps,

        @Setting(value = "training steps", min = 1, max = 10_000_000)
        int steps,

        @Setting(value = "antithetic pairs a training step", min = 1, max = 1_000_000)
        int batch,

        @Setting(value = "learning rate", min = 0, aboveMin = true, max = 10)
        double rate,

        @Setting(value = "hidden layers", min = 0, max = 20) int layers,

        @Setting(value = "neurons a hidden layer", min = 1, max = 10_000)
        int width,

        @Setting(value = "frequencies of time features; 0 for plain time", min = 0, max = 1000)
        int frequencies,

        @Setting("where the nets are: cpu, cuda or cuda:N; --device for short")
        String device) {

    ToolSettings {
        Device.of(device);
    }

    enum Family {
        LINEAR,
        TRIG,
        TRIG_EXACT,
        ENC_DEC,
        ONE_SIDED_LINEAR,
        ONE_SIDED_TRIG,
        SBDM,
        MIRROR
    }

    enum Noise {
        BROWNIAN,
        QUADRATIC,
        SINE,
        PLATEAU,
        ZERO
    }

    enum Pairing {
        INDEPENDENT,
        OPTIMAL,
        SINKHORN,
        PAIRED
    }

    enum Velocity {
        B,
        V
    }

    enum Profile {
        CONSTANT,
        BUMP,
        GAMMA,
        DECREASING
    }

    enum Direction {
        FORWARD,
        BACKWARD
    }

    static ToolSettings standard() {
        return new ToolSettings(
                Family.LINEAR,
                Noise.BROWNIAN,
                1,
                Pairing.INDEPENDENT,
                128,
                0.1,
                Velocity.B,
                0.5,
                Profile.CONSTANT,
                Direction.FORWARD,
                2_000,
                200,
                2_000,
                500,
                2e-3,
                3,
                64,
                0,
                "cpu");
    }
}
