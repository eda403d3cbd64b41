package org.onsager.papers.gppdesolver;

import org.onsager.inference.pde.GpPdeSolver.Method;
import org.onsager.lab.Setting;

/// What `./onsager use gp-pde-solver` asks.
record ToolSettings(
        @Setting("pde (a problem file) or regression (a table)")
        Task task,

        @Setting("covariance: stm, gm, se, matern; the problem file's `kernel` comes first")
        Kernel kernel,

        @Setting(value = "components Q a dimension; for a regression 1 to 30", min = 1, max = 1000)
        int components,

        @Setting(value = "frequency range F, cycles a unit; 0: from the spectrum of the data", min = 0, max = 1e9)
        double range,

        @Setting("profile, reference or quasi-newton")
        Method method,

        @Setting(value = "most iterations", min = 1, max = 10_000_000)
        int iterations,

        @Setting(value = "weight of the boundary lambda_b", min = 0, max = 1e9)
        double boundaryWeight,

        @Setting("put starting frequencies on the peaks of the data's spectrum")
        boolean peaks,

        @Setting(value = "points a side at which the answer is wanted; 0: the grid", min = 0, max = 100_000)
        int points,

        @Setting("standard deviations beside the answer; costs a solve a point")
        boolean bands,

        @Setting("column of the value in the table, for task = regression")
        String output) {

    enum Task {
        PDE,
        REGRESSION
    }

    static ToolSettings standard() {
        return new ToolSettings(Task.PDE, Kernel.STM, 30, 0, Method.PROFILE, 400, 200, false, 0, true, "y");
    }
}
