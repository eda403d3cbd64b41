package org.onsager.papers.neuraldifferentialequations;

import org.onsager.lab.Setting;

/// What `./onsager use neural-differential-equations` asks; whatever is left as it is here is as the problem file
/// says.
record ToolSettings(
        @Setting("the system in the formula language, where no file gives it")
        String system,

        @Setting(
                "a problem of the gallery by name, such as lorenz, van-der-pol or bouncing-ball; a file's entries go over it")
        String problem,

        @Setting("solver by name; auto: the adviser's choice by stiffness, size and tolerance or by the kind of noise,"
                + " with the reason among the results; empty: as the file says, else auto")
        String solver,

        @Setting(value = "relative tolerance; 0: as the file says, else 1e-6", min = 0)
        double rtol,

        @Setting(value = "absolute tolerance; 0: as the file says, else 1e-9", min = 0)
        double atol,

        @Setting(
                value =
                        "fixed step in units of time; 0: as the file says, else adaptive; with noise adaptive if a tolerance is given, else a thousandth of the span",
                min = 0)
        double step,

        @Setting("start of the span, a number or a formula; empty: as the file says, else 0")
        String from,

        @Setting("end of the span; empty: as the file says, else 10")
        String to,

        @Setting("save times as from:to:count or t1,t2,...; empty: as the file says, else 201 over the span")
        String save,

        @Setting("events such as 'ground: h down stop; kick: x up reset v = -0.8*v; far: when x > 5 stop', added to the"
                + " file's")
        String events,

        @Setting("parameters to sweep, such as 'rho=20:28:5; beta=2,3', added to the file's")
        String sweep,

        @Setting(
                value = "Ito or Stratonovich, for systems with noise; empty: as the file says, else ito",
                choices = {"", "ito", "stratonovich"})
        String meaning,

        @Setting(value = "paths of a system with noise; 0: as the file says, else 1", min = 0, max = 100_000)
        int paths,

        @Setting(value = "most steps of a run", min = 1, max = 1e9)
        int maxSteps,

        @Setting("the figure: states and outputs against time, a phase portrait of the first two (or three) states, the"
                + " steps with their errors and rejections, or none")
        Plot plot) {

    enum Plot {
        TIME,
        PHASE,
        STEPS,
        NONE
    }

    static ToolSettings standard() {
        return new ToolSettings("", "", "", 0, 0, 0, "", "", "", "", "", "", 0, 1_000_000, Plot.TIME);
    }
}
