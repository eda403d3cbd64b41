package org.onsager.papers.neuraldifferentialequations;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onsager.numerics.RandomStream;
import org.onsager.numerics.expression.ExpressionSystem;
import org.onsager.numerics.expression.Formula;
import org.onsager.numerics.expression.ScalarFunction;
import org.onsager.solve.Jumps;
import org.onsager.solve.stochastic.PoissonJumps;

/// Jumps of a user's system: at given times, or at those of a Poisson process.
///
/// @param name  in the table of events
/// @param times  given times; empty for a Poisson process
/// @param rate  its intensity, a formula of parameters, time and state
/// @param bound  above the intensity; empty where it is constant over a run
/// @param set  new values of states, as formulas of the state before
record SystemJump(
        String name, double[] times, Optional<Formula> rate, Optional<Formula> bound, Map<Integer, Formula> set) {
    static final List<String> KEYS = List.of("name", "times", "rate", "bound", "set");

    /// From an object of the problem file.
    static SystemJump of(Map<String, Object> object, ExpressionSystem system) {
        if (object.containsKey("times") == object.containsKey("rate"))
            throw new IllegalArgumentException(
                    "jumps need times, {\"times\": [1, 2]}, or a rate, {\"rate\": \"2*x\", \"bound\": 10}");
        if (!object.containsKey("set"))
            throw new IllegalArgumentException("jumps need new values of states, {\"set\": {\"x\": \"x + 1\"}}");
        String name = object.getOrDefault("name", "jump").toString();
        return new SystemJump(
                name,
                object.containsKey("times") ? ProblemFile.reals("times", object.get("times")) : new double[0],
                formula(object, "rate", system),
                formula(object, "bound", system),
                SystemEvent.formulas(name, SystemEvent.sets(object), system));
    }

    private static Optional<Formula> formula(Map<String, Object> object, String key, ExpressionSystem system) {
        return Optional.ofNullable(object.get(key)).map(text -> Formula.parse(text.toString(), system.symbols()));
    }

    /// For a run with these values of the parameters.
    ///
    /// @param y0  where a constant rate, or the bound, is worked out
    Jumps<double[]> jumps(double t0, double[] y0, double[] parameters, RandomStream stream) {
        var reset = SystemEvent.reset(set, parameters);
        if (rate.isEmpty()) return named(Jumps.at(times, reset));
        ScalarFunction intensity = rate.get().scalar();
        double most = bound.orElse(rate.get()).scalar().value(t0, y0, parameters);
        // a formula that changes without a bound meets the message that names the bound
        return PoissonJumps.<double[]>thinned(
                        stream.split(name),
                        most,
                        (t, y) -> intensity.value(t, y, parameters),
                        (t, y, random) -> reset.at(t, y))
                .named(name);
    }

    private Jumps<double[]> named(Jumps<double[]> scheduled) {
        return new Jumps<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Arrivals<double[]> begin(double t0, double t1) {
                return scheduled.begin(t0, t1);
            }
        };
    }
}
