package org.onsager.papers.gppdesolver;

import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.lab.Setting;

/// What `./onsager use gp-pde-solver` asks.
record ToolSettings(
        @Setting("pde (a problem file) or regression (a table)")
        Task task,

        @Setting("covariance; auto: stm for pde, se for regression")
        Choice kernel,

        @Setting(value = "components Q a dimension; 0: 30 for pde, 1 for regression", min = 0, max = 1000)
        int components,

        @Setting(
                value =
                        "frequency range F, cycles a unit (regression: a standard deviation); 0: from the data's spectrum, 1",
                min = 0,
                max = 1e9)
        double range,

        @Setting("path to the optimum") Method method,

        @Setting(value = "most iterations", min = 1, max = 10_000_000)
        int iterations,

        @Setting(value = "weight of the boundary lambda_b", min = 0, max = 1e9)
        double boundaryWeight,

        @Setting("put starting frequencies on the peaks of the data's spectrum")
        boolean peaks,

        @Setting(value = "points a side at which the answer is wanted; 0: the grid", min = 0, max = 100_000)
        int points,

        @Setting("standard deviations beside the answer; a solve a point")
        boolean bands,

        @Setting("column of the values, for task = regression")
        String output) {

    enum Task {
        PDE,
        REGRESSION
    }

    enum Choice {
        AUTO,
        STM,
        GM,
        SE,
        MATERN;

        Kernel or(Kernel automatic) {
            return this == AUTO ? automatic : Kernel.valueOf(name());
        }
    }

    static ToolSettings standard() {
        return new ToolSettings(Task.PDE, Choice.AUTO, 0, 0, Method.PROFILE, 400, 200, false, 0, true, "y");
    }
}
