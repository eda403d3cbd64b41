package org.onsager.papers.multitaskinghebbian;

import org.onsager.lab.Setting;
import org.onsager.memory.multitasking.Protocol;
import org.onsager.memory.multitasking.Start;

/// What `./onsager use multitasking-hebbian` asks.
record ToolSettings(
        @Setting(
                "mc: run the network of your patterns; solve: theory at your K, d, r, M; states: all states; phase: regimes"
                        + " over d and T; learn: amplitudes against M and the fewest examples")
        Task task,

        @Setting(value = "temperature T; 1 is the critical noise, 0 the ground state", min = 0, max = 10)
        double temperature,

        @Setting("with labels: class means (supervised) or single examples (unsupervised); stored without labels")
        Protocol protocol,

        @Setting("where the network starts: each pattern, the hierarchical state or a random one")
        Start start,

        @Setting("heat bath site by site, or all sites at once")
        Moves dynamics,

        @Setting(value = "sweeps of the network", min = 1, max = 100_000)
        int sweeps,

        @Setting(
                value =
                        "for grey images: entries above this share of the largest are ink, +1 or -1 by a random mask of the"
                                + " class, the rest is blank; 0 takes entries of -1, 0 and 1 as they are",
                min = 0,
                max = 1)
        double ink,

        @Setting(
                value = "quality r of the examples of task = learn; 0 takes the one estimated from labels",
                min = 0,
                max = 1)
        double quality,

        @Setting(
                value = "amplitude of the leading pattern that counts as learnt",
                min = 0,
                max = 1,
                aboveMin = true,
                belowMax = true)
        double target,

        @Setting(value = "points a side of task = phase, points of task = learn", min = 2, max = 500)
        int grid) {

    enum Task {
        MC,
        SOLVE,
        STATES,
        PHASE,
        LEARN
    }

    enum Moves {
        GLAUBER,
        PARALLEL
    }

    static ToolSettings standard() {
        return new ToolSettings(Task.MC, 0.1, Protocol.SUPERVISED, Start.PATTERN, Moves.GLAUBER, 30, 0, 0, 0.9, 30);
    }
}
