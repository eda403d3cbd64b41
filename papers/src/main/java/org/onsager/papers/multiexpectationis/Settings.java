package org.onsager.papers.multiexpectationis;

import org.onsager.inference.importance.Schedule;
import org.onsager.lab.Setting;

/// What a run of `multi-expectation-is` asks.
record Settings(
        @Setting(value = "model evaluations N_max of one run", min = 400, max = 10_000_000)
        int budget,

        @Setting(value = "runs of the Gaussian moments", min = 2, max = 100_000)
        int momentRuns,

        @Setting(value = "runs of the beam's Sobol' indices; 0 leaves claims M7 and M8 out", min = 0, max = 100_000)
        int sobolRuns,

        @Setting(value = "runs of the beam under many laws; 0 leaves claim M9 out", min = 0, max = 100_000)
        int lawRuns,

        @Setting(value = "input laws of the beam", min = 2, max = 1000)
        int laws,

        @Setting(
                value = "evaluations of the vector of integrands for the Ishigami function",
                min = 400,
                max = 10_000_000)
        int ishigami,

        @Setting(value = "batches before the stopping rule may end the learning (paper: 1)", min = 1, max = 5)
        int minBatches,

        @Setting("which proposal serves after a stop (released code: last)")
        Schedule.OnStop onStop) {

    static Settings smoke() {
        return new Settings(20_000, 20, 0, 0, 100, 4_000, 1, Schedule.OnStop.LAST);
    }

    static Settings standard() {
        return new Settings(20_000, 200, 200, 40, 100, 4_000, 1, Schedule.OnStop.LAST);
    }

    static Settings paper() {
        return new Settings(20_000, 200, 200, 200, 100, 20_000, 1, Schedule.OnStop.LAST);
    }

    Schedule schedule(int evaluations) {
        return new Schedule(evaluations, 0.5, 0.1, minBatches, onStop);
    }
}
