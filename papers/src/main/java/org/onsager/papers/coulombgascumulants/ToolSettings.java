package org.onsager.papers.coulombgascumulants;

import org.onsager.lab.Setting;

/// What `./onsager use coulomb-gas-cumulants` asks.
record ToolSettings(
        @Setting("what to compute; with point patterns cumulants and fit look at them")
        Task task,

        @Setting(value = "dimension d", min = 1, max = 20) int dimension,

        @Setting(value = "inverse temperature beta", min = 0, aboveMin = true)
        double beta,

        @Setting(value = "particles N", min = 1, max = 100_000)
        int particles,

        @Setting("trap V(r), a formula in r") String trap,

        @Setting("observable f, a formula in r (task variance: in x, y, z)")
        String f,

        @Setting(value = "highest cumulant; sampling stops at 6", min = 1, max = 20)
        int orders,

        @Setting("methods, any of asymptotic, exact, sample, independent, with commas; auto takes those that apply")
        String methods,

        @Setting("how to sample; auto takes the fastest exact one, else hmc")
        Method sampler,

        @Setting(value = "draws of the sampler, or configurations of task sample", min = 1, max = 100_000_000)
        int draws,

        @Setting(
                value =
                        "lower end of l (rate) or t (generating); equal ends: six standard deviations about the typical")
        double from,

        @Setting("upper end of l or t") double to,

        @Setting(value = "rows of rate, generating and equilibrium", min = 2, max = 100_000)
        int points,

        @Setting(
                value = "length unit of the point patterns; 0 scales them to the droplet's mean square radius",
                min = 0)
        double unit,

        @Setting(value = "simulated patterns a temperature for the fit of beta", min = 10, max = 100_000)
        int references) {

    enum Task {
        CUMULANTS,
        EQUILIBRIUM,
        RATE,
        GENERATING,
        VARIANCE,
        SAMPLE,
        FIT
    }

    enum Method {
        AUTO,
        HMC,
        LANGEVIN,
        METROPOLIS,
        GIBBS,
        MODULI,
        GINIBRE,
        INDEPENDENT
    }

    static ToolSettings standard() {
        return new ToolSettings(
                Task.CUMULANTS, 2, 2, 300, "r^2/2", "r^2", 6, "auto", Method.AUTO, 10_000, 0, 0, 41, 0, 150);
    }
}
