package org.onsager.papers.neuraldifferentialequations;

import org.onsager.lab.Setting;

/// What a run of `neural-differential-equations` asks.
record Settings(
        @Setting(value = "halvings of the step behind each measured order", min = 2, max = 8)
        int halvings,

        @Setting("also solve the long stiff problems (claims N4, N5) and count steps against SciPy's (N30)")
        boolean stiff,

        @Setting(
                value = "halvings of the step behind the adjoint errors of claim N11; 0 leaves it out",
                min = 0,
                max = 10)
        int adjointHalvings,

        @Setting(value = "probes of Hutchinson's estimate", min = 10_000, max = 10_000_000)
        int probes,

        @Setting(value = "paths behind the strong orders; 0 leaves claim N15 out", min = 0, max = 1_000_000)
        int strongPaths,

        @Setting(value = "paths of the Euler-Maruyama moments; 0 leaves claim N16 out", min = 0, max = 100_000_000)
        int momentPaths,

        @Setting(value = "draws behind the moments of the Brownian areas", min = 1000, max = 100_000_000)
        int draws,

        @Setting(value = "tolerances (or step sizes) of each work-precision curve", min = 2, max = 40)
        int curve,

        @Setting("also tabulate the DETEST problems") boolean detest) {

    static Settings smoke() {
        return new Settings(3, false, 0, 1_000_000, 0, 0, 100_000, 4, false);
    }

    static Settings standard() {
        return new Settings(6, true, 4, 1_000_000, 2_000, 1_000_000, 1_000_000, 9, true);
    }

    static Settings paper() {
        return new Settings(7, true, 6, 10_000_000, 20_000, 10_000_000, 10_000_000, 13, true);
    }
}
