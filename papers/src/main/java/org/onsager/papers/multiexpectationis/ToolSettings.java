package org.onsager.papers.multiexpectationis;

import org.onsager.lab.Setting;

/// What `./onsager use multi-expectation-is` asks.
record ToolSettings(
        @Setting("sobol, laws, reliability (of an expression), or data (a table of evaluations)")
        Task task,

        @Setting("the model as an expression in the names of the inputs; empty for task = data")
        String model,

        @Setting(value = "points of the sampler", min = 400, max = 10_000_000)
        int budget,

        @Setting("family of the components") Kind family,

        @Setting(
                value = "share of points from the input law itself, against heavy weights",
                min = 0,
                max = 1,
                belowMax = true)
        double defensive,

        @Setting(
                "constant added to the model for task = sobol: no index depends on it, minus the mean helps where the mean is"
                        + " large beside the deviation")
        double shift,

        @Setting("thresholds of the output, ascending, for task = reliability")
        double[] thresholds,

        @Setting("column of the output in the table of evaluations")
        String output) {

    enum Task {
        SOBOL,
        LAWS,
        RELIABILITY,
        DATA
    }

    enum Kind {
        GAUSSIAN,
        MIXTURE,
        STUDENT
    }

    static ToolSettings standard() {
        return new ToolSettings(Task.SOBOL, "", 4_000, Kind.GAUSSIAN, 0, 0, new double[0], "y");
    }
}
