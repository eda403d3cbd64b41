package org.onsager.papers.densehebbianrsb;

import org.onsager.lab.Setting;
import org.onsager.memory.dense.IndexConvention;

/// What `./onsager use dense-hebbian-rsb` asks.
record RsbToolSettings(
        @Setting(
                "point: all branches at your load; line: along the load; diagram: phases; capacity: at T = 0; check: replica"
                        + " exchange on the patterns themselves")
        Task task,

        @Setting(value = "interaction order P; 2 is the Hopfield network", min = 2, max = 60)
        int order,

        @Setting("distinct indices or full powers") IndexConvention convention,

        @Setting(value = "scaled temperature T' = 1/beta'; 0 is the ground state", min = 0, max = 100)
        double temperature,

        @Setting(value = "points of a line or a side of the diagram", min = 2, max = 1000)
        int grid,

        @Setting("break the symmetry of retrieval in the diagram too")
        boolean breakRetrieval,

        @Setting(value = "rounds of replica exchange of the check", min = 10, max = 10_000_000)
        int rounds) {

    enum Task {
        POINT,
        LINE,
        DIAGRAM,
        CAPACITY,
        CHECK
    }

    static RsbToolSettings standard() {
        return new RsbToolSettings(Task.POINT, 4, IndexConvention.DISTINCT, 0.2, 30, false, 300);
    }
}
