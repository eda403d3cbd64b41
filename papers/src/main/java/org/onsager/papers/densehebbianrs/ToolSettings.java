package org.onsager.papers.densehebbianrs;

import org.onsager.lab.Setting;
import org.onsager.memory.dense.IndexConvention;

/// What `./onsager use dense-hebbian-rs` asks.
record ToolSettings(
        @Setting("what to do: recall and images run on the patterns themselves; rs, phase, capacity and mc treat random"
                + " patterns of the same size, load and quality")
        Task task,

        @Setting(value = "interaction order P; 2 is the Hopfield network, without theory", min = 2, max = 60)
        int order,

        @Setting("distinct indices or full powers") IndexConvention convention,

        @Setting(value = "scaled temperature T' = 1/beta'; 0 follows the sign of the field", min = 0, max = 100)
        double temperature,

        @Setting(value = "share of entries flipped in the starts", min = 0, max = 1)
        double noise,

        @Setting(value = "sweeps of the dynamics", min = 1, max = 1_000_000)
        int sweeps,

        @Setting("sequential heat bath, Metropolis, or all neurons at once")
        Moves dynamics,

        @Setting("grey level above which a number becomes +1; median takes each column's own")
        String threshold,

        @Setting("subtract the mean over the classes (needs labels)")
        boolean centred,

        @Setting(value = "examples M per class that are taught (with labels)", min = 1, max = 1_000_000)
        int examples,

        @Setting(value = "patterns or images recalled at most", min = 1, max = 1_000_000)
        int recalls,

        @Setting(value = "points a side of the phase diagram", min = 2, max = 1000)
        int grid) {

    enum Task {
        RECALL,
        IMAGES,
        RS,
        PHASE,
        CAPACITY,
        MC
    }

    enum Moves {
        GLAUBER,
        METROPOLIS,
        PARALLEL
    }

    static ToolSettings standard() {
        return new ToolSettings(
                Task.RECALL,
                4,
                IndexConvention.DISTINCT,
                0,
                0.1,
                20,
                Moves.GLAUBER,
                "0.5",
                false,
                1_000_000,
                1_000,
                40);
    }
}
