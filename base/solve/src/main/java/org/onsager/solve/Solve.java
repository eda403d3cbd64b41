package org.onsager.solve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleConsumer;
import org.onsager.numerics.DivergedException;
import org.onsager.solve.explicit.Tsit5;

/// A differential equation with everything that says how to solve it; immutable, each method returns a changed
/// copy.
///
/// ```java
/// Solution<double[]> s = Solve.of(Ode.of((t, y, dy) -> dy[0] = -y[0])).span(0, 10).y0(1.0)
///         .solver(new Tsit5()).controller(Pid.tol(1e-6, 1e-9)).saveAt(SaveAt.grid(0, 10, 101)).run();
/// ```
///
/// Wrong combinations fail in [#run] before the first step. Defaults: Tsit5, tolerances 1e-6 and 1e-9, the final
/// state, at most 65 536 steps, failures thrown.
///
/// @param <Y>  the state
public final class Solve<Y> implements Cloneable {
    final Term<Y> term;
    private Solver solver = new Tsit5();
    private double t0 = Double.NaN;
    private double t1 = Double.NaN;
    private Optional<Y> y0 = Optional.empty();
    private StepController controller = Pid.tol(1e-6, 1e-9);
    private SaveAt saveAt = SaveAt.t1();
    private Map<String, Observer<Y>> observers = Map.of();
    private List<Stream<Y>> streams = List.of();
    private List<Event<Y>> events = List.of();
    private List<Jumps<Y>> jumps = List.of();
    private double[] stepTs = new double[0];
    private double[] jumpTs = new double[0];
    private long maxSteps = 1 << 16;
    private boolean throwing = true;
    private DoubleConsumer progress = fraction -> {};
    private Optional<Attempts> attempts = Optional.empty();

    private Solve(Term<Y> term) {
        this.term = term;
    }

    /// A problem for this term; the span and the initial state are still to be given.
    public static <Y> Solve<Y> of(Term<Y> term) {
        return new Solve<>(term);
    }

    /// Solves with the defaults and the final state kept.
    public static <Y> Solution<Y> solve(Term<Y> term, Solver solver, double t0, double t1, Y y0) {
        return of(term).solver(solver).span(t0, t1).y0(y0).run();
    }

    /// The span; `to` may be before `from`.
    public Solve<Y> span(double from, double to) {
        return change(s -> {
            s.t0 = from;
            s.t1 = to;
        });
    }

    /// The initial state, copied when the run starts.
    public Solve<Y> y0(Y state) {
        return change(s -> s.y0 = Optional.of(state));
    }

    /// The method.
    public Solve<Y> solver(Solver method) {
        return change(s -> s.solver = method);
    }

    /// The choice of step sizes.
    public Solve<Y> controller(StepController control) {
        return change(s -> s.controller = control);
    }

    /// Fixed steps of this size.
    public Solve<Y> fixedStep(double size) {
        return controller(new FixedStep(size));
    }

    /// What to keep.
    public Solve<Y> saveAt(SaveAt where) {
        return change(s -> s.saveAt = where);
    }

    /// Keeps a function of the state under a name, at times of its own; several may be given.
    public Solve<Y> observe(String name, SaveAt where, Observable<Y> function) {
        return change(s -> {
            s.observers = new LinkedHashMap<>(s.observers);
            s.observers.put(name, new Observer<>(where, function));
        });
    }

    /// Hands states to a sink as they are computed and keeps none of them.
    public Solve<Y> stream(SaveAt where, Sink<Y> sink) {
        return change(s -> {
            s.streams = new ArrayList<>(s.streams);
            s.streams.add(new Stream<>(where, sink));
        });
    }

    /// Events to watch for, in the order of their indices.
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Solve<Y> events(Event<Y>... watched) {
        List<Event<Y>> list = List.of(watched);
        return change(s -> s.events = list);
    }

    /// Processes that make the state jump; among the solution's occurrences their numbers follow those of the
    /// events.
    @SafeVarargs
    @SuppressWarnings("varargs")
    public final Solve<Y> jumps(Jumps<Y>... processes) {
        List<Jumps<Y>> list = List.of(processes);
        return change(s -> s.jumps = list);
    }

    /// Times that steps must end on.
    public Solve<Y> stepTs(double... times) {
        return change(s -> s.stepTs = times.clone());
    }

    /// Times at which the right-hand side jumps: a step ends just before each and the method starts afresh after
    /// it.
    public Solve<Y> jumpTs(double... times) {
        return change(s -> s.jumpTs = times.clone());
    }

    /// The most steps, accepted and rejected; at least 1.
    public Solve<Y> maxSteps(long steps) {
        if (steps < 1) throw new IllegalArgumentException("maxSteps must be in [1, inf), not " + steps);
        return change(s -> s.maxSteps = steps);
    }

    /// Whether a failed run throws [DivergedException]; if not, the partial solution comes with its status.
    public Solve<Y> throwing(boolean whether) {
        return change(s -> s.throwing = whether);
    }

    /// Whether a failed run throws.
    public boolean isThrowing() {
        return throwing;
    }

    /// Told the fraction of the span that is done, after each accepted step.
    public Solve<Y> progress(DoubleConsumer listener) {
        return change(s -> s.progress = listener);
    }

    /// Sources of everything that a run of this problem uses and that has one: the method, its dense output where
    /// it is asked for, step control, first step, event location, the term's own (a Brownian path), jumps. Each
    /// source of a part once, in this order.
    public List<Citation> citations() {
        var all = new LinkedHashSet<Citation>();
        all.add(new Citation("solver " + solver.name(), solver.citation()));
        if (interpolates() && term instanceof OdeTerm<Y>) cite(all, "dense output", solver.denseCitation());
        if (controller.adaptive() && !solver.controlsSteps()) cite(all, "step control", controller.citation());
        if (Double.isNaN(controller.firstStep()) && term instanceof OdeTerm<Y>)
            cite(all, "first step", Optional.of(FirstStep.CITATION));
        if (!events.isEmpty()) cite(all, "event location", Optional.of(RootBracket.CITATION));
        all.addAll(term.citations());
        for (var process : jumps) cite(all, "jumps", process.citation());
        return List.copyOf(all);
    }

    private static void cite(Set<Citation> all, String part, Optional<String> source) {
        source.ifPresent(text -> all.add(new Citation(part, text)));
    }

    /// Whether anybody asks for states within steps.
    private boolean interpolates() {
        return !events.isEmpty()
                || saveAt.interpolates()
                || observers.values().stream().anyMatch(o -> o.where().interpolates())
                || streams.stream().anyMatch(s -> s.where().interpolates());
    }

    /// Told every step that is tried, for figures of step sizes, errors and rejections.
    public Solve<Y> attempts(Attempts listener) {
        return change(s -> s.attempts = Optional.of(listener));
    }

    /// Solves.
    ///
    /// @throws IllegalArgumentException if the parts do not fit, before the first step
    /// @throws DivergedException if the run fails and failures are thrown
    public Solution<Y> run() {
        Integrator<Y> integrator = start();
        try {
            while (integrator.step()) progress.accept(integrator.fraction());
        } catch (IndexOutOfBoundsException e) {
            throw integrator.untouched() ? outOfBounds(e) : e;
        }
        Solution<Y> solution = integrator.solution();
        if (throwing && !solution.status().successful()) throw new DivergedException(solution.message());
        return solution;
    }

    /// Recommends a solver for this term, span, initial state and tolerance, with the reason in one line. Looks
    /// at stiffness by a loose solution of at most 300 steps; see [Advice].
    ///
    /// @throws IllegalArgumentException if the span or the initial state is missing
    public Advice advise() {
        checkStart();
        return new Advisor(t0, t1, controller).advise(term, y0.orElseThrow());
    }

    /// Checks everything and stands before the first step, to be stepped by hand.
    public Integrator<Y> start() {
        check();
        try {
            return new Integrator<>(this, y0.orElseThrow(), Optional.empty());
        } catch (IndexOutOfBoundsException e) {
            throw outOfBounds(e);
        }
    }

    private IllegalArgumentException outOfBounds(IndexOutOfBoundsException e) {
        return new IllegalArgumentException(
                "y0 has %d components, but a function of the state went beyond them: %s"
                        .formatted(term.space().size(y0.orElseThrow()), e.getMessage()),
                e);
    }

    /// Stands where a run of this same problem was saved. The solution then holds what is kept from there on.
    ///
    /// @throws IllegalArgumentException if the snapshot is of another solver or problem
    public Integrator<Y> resume(Snapshot snapshot) {
        check();
        return new Integrator<>(this, y0.orElseThrow(), Optional.of(snapshot));
    }

    private void check() {
        Y start = checkStart();
        tolerance().checkSize(term.space().size(start));
        if (controller.adaptive() && solver.errorOrder() <= 0)
            throw new IllegalArgumentException(
                    "solver %s has no error estimate; use fixedStep(h) or an adaptive solver".formatted(solver.name()));
        if (controller.adaptive()) term.space().check(controller.tolerance(), start);
        if (term instanceof Ode ode && !(ode.mass() instanceof Mass.Identity) && !solver.takesMassMatrix())
            throw new IllegalArgumentException(
                    "solver %s does not take mass matrices; use Rodas5P, Radau, Kvaerno5 or Bdf"
                            .formatted(solver.name()));
        term.check(solver, controller, t0, t1, start);
        saveAt.check(t0, t1);
        observers.forEach((name, o) -> o.where().checkValues("observe(\"" + name + "\")", t0, t1));
        streams.forEach(s -> s.where().checkValues("stream", t0, t1));
        checkTimes("stepTs", stepTs);
        checkTimes("jumpTs", jumpTs);
    }

    private Y checkStart() {
        if (Double.isNaN(t0) || Double.isInfinite(t0) || Double.isNaN(t1) || Double.isInfinite(t1) || t0 == t1)
            throw new IllegalArgumentException(
                    "span must be two different finite times, not [%s, %s]".formatted(t0, t1));
        Y start = y0.orElseThrow(
                () -> new IllegalArgumentException("y0 is missing; give the initial state with y0(...)"));
        int bad = term.space().firstNonFinite(start);
        if (bad >= 0)
            throw new IllegalArgumentException("y0 must be finite, but component %d is %s"
                    .formatted(bad, term.space().component(start, bad)));
        return start;
    }

    private static void checkTimes(String name, double[] times) {
        for (double t : times)
            if (!Double.isFinite(t)) throw new IllegalArgumentException(name + " must be finite, not " + t);
    }

    Y initialState() {
        return y0.orElseThrow();
    }

    Solver solver() {
        return solver;
    }

    StepController controller() {
        return controller;
    }

    /// The controller's tolerances, spread over the rows of a batch where they are those of one row.
    Tolerance tolerance() {
        return term.space() instanceof BatchSpace batch ? batch.spread(controller.tolerance()) : controller.tolerance();
    }

    double t0() {
        return t0;
    }

    double t1() {
        return t1;
    }

    SaveAt saveAt() {
        return saveAt;
    }

    Map<String, Observer<Y>> observers() {
        return observers;
    }

    List<Stream<Y>> streams() {
        return streams;
    }

    List<Event<Y>> events() {
        return events;
    }

    List<Jumps<Y>> jumps() {
        return jumps;
    }

    double[] stepTs() {
        return stepTs;
    }

    double[] jumpTs() {
        return jumpTs;
    }

    long maxSteps() {
        return maxSteps;
    }

    Optional<Attempts> attempts() {
        return attempts;
    }

    private Solve<Y> change(java.util.function.Consumer<Solve<Y>> edit) {
        try {
            @SuppressWarnings("unchecked")
            var copy = (Solve<Y>) clone();
            edit.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    /// A listener to the steps that are tried.
    @FunctionalInterface
    public interface Attempts {
        /// Told of a step.
        ///
        /// @param from  where it starts
        /// @param to  where it ends
        /// @param error  its error in units of the tolerance, 0 without an estimate; NaN if it failed
        /// @param accepted  whether it is taken
        void tried(double from, double to, double error, boolean accepted);
    }

    /// A function of the state to keep.
    @FunctionalInterface
    public interface Observable<Y> {
        /// Its value, a new array.
        double[] at(double t, Y y);
    }

    /// A receiver of states.
    @FunctionalInterface
    public interface Sink<Y> {
        /// Takes a state, which is the solver's and only valid during the call.
        ///
        /// @return whether to go on
        boolean take(double t, Y y);
    }

    record Observer<Y>(SaveAt where, Observable<Y> function) {}

    record Stream<Y>(SaveAt where, Sink<Y> sink) {}
}
