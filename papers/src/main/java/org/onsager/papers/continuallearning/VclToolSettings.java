package org.onsager.papers.continuallearning;

import org.onsager.lab.Setting;
import org.onsager.memory.continual.Brake;

/// What `./onsager use continual-learning` asks.
record VclToolSettings(
        @Setting(
                "learn: one network over all tasks; baselines: every rule on the same tasks; perceptron: binary perceptron"
                        + " on labels of -1 and 1; theory: what the mean-field theory expects at your loads")
        Job task,

        @Setting("files: a file a task; classes: one file cut by classes; permuted: one file, inputs reordered a task")
        Split split,

        @Setting(value = "classes a task where split = classes", min = 1, max = 1000)
        int classesPerTask,

        @Setting(value = "tasks where split = permuted", min = 1, max = 100)
        int permutations,

        @Setting(value = "units of each hidden layer", min = 1, max = 100_000)
        int[] hidden,

        @Setting(value = "passes over a task", min = 1, max = 1_000_000)
        int epochs,

        @Setting(value = "Adam's rate", min = 0, max = 10, aboveMin = true)
        double rate,

        @Setting(value = "examples a step", min = 2, max = 1_000_000)
        int batch,

        @Setting("what protects earlier tasks") Brake brake,

        @Setting(value = "its strength; 1 is Bayes' rule, 0 forgets", min = 0, max = 1e9)
        double gamma,

        @Setting(value = "share of each task that is kept for testing", min = 0, max = 0.9, aboveMin = true)
        double testShare,

        @Setting(value = "overlap r0 of the teachers where task = theory", min = -1, max = 1)
        double similarity) {

    enum Job {
        LEARN,
        BASELINES,
        PERCEPTRON,
        THEORY
    }

    enum Split {
        FILES,
        CLASSES,
        PERMUTED
    }

    static VclToolSettings standard() {
        return new VclToolSettings(
                Job.LEARN, Split.FILES, 2, 3, new int[] {64, 64}, 10, 0.01, 64, Brake.STREAM, 1, 0.2, 0);
    }
}
