package org.onsager.papers.neuraldifferentialequations;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.onsager.lab.Words;
import org.onsager.solve.Solver;
import org.onsager.solve.explicit.*;
import org.onsager.solve.implicit.*;
import org.onsager.solve.multistep.Adams;
import org.onsager.solve.multistep.Bdf;
import org.onsager.solve.multistep.GraggBulirschStoer;
import org.onsager.solve.multistep.Odex;
import org.onsager.solve.multistep.Rkc;
import org.onsager.solve.multistep.Rock2;
import org.onsager.solve.multistep.Rock4;
import org.onsager.solve.symplectic.*;

/// The solvers of ordinary equations, by name.
final class Solvers {
    private Solvers() {}

    /// Methods that make one step from one state, of which the order is measured.
    static List<Solver> oneStep() {
        return List.of(
                new Euler(),
                new Midpoint(),
                new Heun(),
                new Ralston(),
                new Bosh3(),
                new SspRk33(),
                new RK4(),
                new ThreeEighths(),
                new Ralston4(),
                new Gill(),
                new SspRk104(),
                new CarpenterKennedy(),
                new Rkf45(),
                new CashKarp(),
                new Dopri5(),
                new Tsit5(),
                new Luther(),
                new Vern6(),
                new Vern7(),
                new Vern8(),
                new Vern9(),
                new Dop853(),
                new Dopri8(),
                new ImplicitEuler(),
                new ImexEuler(),
                new Ars222(),
                new Ars443(),
                new ImplicitMidpoint(),
                new CrankNicolson(),
                new Sdirk2(),
                new TrBdf2(),
                new Kvaerno3(),
                new Kvaerno4(),
                new Kvaerno5(),
                new KenCarp3(),
                new KenCarp4(),
                new KenCarp5(),
                new Ros3P(),
                new Rodas4(),
                new Rodas5P(),
                new Radau(1),
                new Radau(3),
                new Radau(5),
                new GaussLegendre(1),
                new GaussLegendre(2),
                new GaussLegendre(3),
                new GraggBulirschStoer(2),
                new GraggBulirschStoer(3),
                new Rkc(),
                new Rock2(),
                new Rock4(),
                new ReversibleHeun(),
                new AsynchronousLeapfrog(),
                new TwoStepMidpoint(),
                new CoupledReversible(new RK4()));
    }

    /// Methods for partitioned equations.
    static List<Solver> symplectic() {
        return List.of(
                new SymplecticEuler(),
                new StormerVerlet(),
                new Ruth3(),
                new Ruth4(),
                new Yoshida4(),
                new McLachlan4(),
                new Yoshida6(),
                new Yoshida8());
    }

    /// All, with those that change their order or method on the way.
    static List<Solver> all() {
        return Stream.of(
                        oneStep().stream(),
                        symplectic().stream(),
                        Stream.of(
                                new Radau(7),
                                new VariableRadau(),
                                new GaussLegendre(4),
                                new GraggBulirschStoer(),
                                new Odex(),
                                new Bdf(),
                                new Adams(),
                                new AutoSwitch()))
                .<Solver>flatMap(each -> each)
                .toList();
    }

    /// The solver of a name, in any case of letters; "auto" is the tool's.
    ///
    /// @throws IllegalArgumentException if there is none, with the nearest name
    static Solver named(String name) {
        Map<String, Solver> byName = new LinkedHashMap<>();
        // of several with one name the later is the usual one
        for (Solver solver : all()) byName.put(solver.name().toLowerCase(java.util.Locale.ROOT), solver);
        Solver found = byName.get(name.toLowerCase(java.util.Locale.ROOT));
        if (found != null) return found;
        throw unknown(name, byName);
    }

    static IllegalArgumentException unknown(String name, Map<String, Solver> byName) {
        var names = byName.values().stream().map(Solver::name).distinct().toList();
        String near = Words.nearest(name.toLowerCase(java.util.Locale.ROOT), byName.keySet());
        return new IllegalArgumentException("solver must be auto or one of %s, not %s; did you mean %s?"
                .formatted(String.join(", ", names), name, near));
    }
}
