package org.onsager.solve;

import java.util.Optional;

/// The main loop: makes the steps of a run, one accepted step a call of [#step].
///
/// Steps are clipped to the end of the span, to `stepTs` and to jumps, and never go past the end by accumulated
/// rounding. A rejected step is retried with a smaller one; a step that fails (not finite, Newton diverged) is
/// halved up to ten times. Obtained from [Solve#start()] for control by hand; [Solve#run()] drives it to the end.
///
/// @param <Y>  the state
public final class Integrator<Y> {
    private static final int MAX_HALVINGS = 10;
    /// In sums of a hundred binary logarithms.
    private static final double TENFOLD = 100 * Math.log(10) / Math.log(2);

    private final Term<Y> term;
    private final StateSpace<Y> space;
    private final StepController controller;
    private final Tolerance tolerance;
    private final StepController.History history;
    private final Stepper<Y> stepper;
    private final Tally tally = new Tally();
    private final Recorder<Y> recorder;
    private final EventWatch<Y> watch;
    private final Diagnosis<Y> diagnosis;
    private final Stops stops;
    private final JumpWatch<Y> jumps;
    private final double t0;
    private final double t1;
    private final double direction;
    private final long maxSteps;
    private final Optional<Solve.Attempts> attempts;
    private final boolean listened;
    private final String solverName;
    private final double order;
    private final long begin = System.nanoTime();

    private final java.util.List<String> warnings = new java.util.ArrayList<>();
    private double logarithms;
    private double logarithmsBefore = Double.NaN;
    private int massFailures;

    private double t;
    private double previous;
    private double ended;
    private double h;
    private double anchor;
    private long stepsSinceAnchor;
    private boolean done;
    private Status status = Status.SUCCESS;
    private String message = "reached the end";

    /// @param snapshot  where to go on from; empty to start at the beginning
    Integrator(Solve<Y> problem, Y y0, Optional<Snapshot> snapshot) {
        t0 = problem.t0();
        t1 = problem.t1();
        t = t0;
        previous = t0;
        ended = t0;
        anchor = t0;
        direction = Math.signum(t1 - t0);
        maxSteps = problem.maxSteps();
        attempts = problem.attempts();
        listened = attempts.isPresent();
        term = problem.term;
        space = term.space();
        order = problem.solver().order();
        controller = problem.controller();
        solverName = problem.solver().name();
        history = controller.begin(problem.solver().errorOrder());
        tolerance = problem.tolerance();
        stepper = problem.solver().start(problem.term, new Solver.Start<>(t0, t1, y0, tolerance, tally));
        diagnosis = new Diagnosis<>(solverName, problem.term, stepper, space, tolerance, Math.abs(t1 - t0));
        stops = new Stops(problem, problem.term.jumps());
        jumps = new JumpWatch<>(problem.jumps(), t0, t1);
        recorder = new Recorder<>(problem, space);
        watch = new EventWatch<>(problem.events(), stepper, space);
        if (snapshot.isPresent()) {
            snapshot.get().read(solverName, this::keep);
            recorder.resume(t);
            return;
        }
        h = firstStep();
        recorder.begin(t0, stepper.state());
        if (!watch.begin(t0, stepper.state(), tally)) {
            if (watch.after() != stepper.state()) stepper.restart(t0, watch.after());
            stop(Status.EVENT, "event '%s' at t = %s".formatted(watch.lastName(), t0));
        }
    }

    /// The run at this point, between two steps: [Solve#resume] goes on from it with the same bits.
    ///
    /// @throws IllegalArgumentException if the run is over, or the state or the solver does not allow it
    public Snapshot save() {
        if (done) throw new IllegalArgumentException("the run must not be over to be saved: " + message);
        return Snapshot.write(solverName, this::keep);
    }

    private void keep(Ledger ledger) {
        t = ledger.number(t);
        previous = ledger.number(previous);
        ended = ledger.number(ended);
        h = ledger.number(h);
        anchor = ledger.number(anchor);
        stepsSinceAnchor = ledger.whole(stepsSinceAnchor);
        logarithms = ledger.number(logarithms);
        logarithmsBefore = ledger.number(logarithmsBefore);
        massFailures = ledger.count(massFailures);
        tally.keep(ledger);
        history.keep(ledger);
        watch.keep(ledger);
        jumps.keep(ledger);
        stepper.keep(ledger);
    }

    /// Makes one accepted step.
    ///
    /// @return whether there is more to do
    public boolean step() {
        if (done) return false;
        int failures = 0;
        boolean retried = false, failed = false;
        while (true) {
            if (tally.accepted + tally.rejected >= maxSteps) return stopWithoutSteps();
            double tNext = next();
            boolean forced = forced();
            if (!forced && tooSmall(tNext)) return stopTooSmall(failed);
            double error = stepper.step(t, tNext);
            failed = Double.isNaN(error);
            boolean taken = !failed && (!controller.adaptive() || history.accepts(error) || forced);
            if (listened) attempts.orElseThrow().tried(t, tNext, error, taken);
            if (taken) {
                accept(tNext, error, retried);
                return !done;
            }
            tally.rejected++;
            if (failed && wall()) massFailures++;
            if (failed && (++failures > MAX_HALVINGS || massFailures > MAX_HALVINGS || !canShrink()))
                return stop(diagnosis.failure(), diagnosis.failureMessage(t, tNext));
            double proposal = stepper.proposedStep();
            double factor = failed ? 0.5 : history.shrink(error);
            h = Double.isNaN(proposal) ? factor * Math.abs(tNext - t) : proposal;
            retried = true;
        }
    }

    /// Whether the step failed by what does not depend on the state, so that no later step gets past: failures of
    /// this kind are counted over the run, lest it creep up to there.
    private boolean wall() {
        return stepper.trouble() == Stepper.Trouble.MASS_NONFINITE || stepper.trouble() == Stepper.Trouble.MASS_RANK;
    }

    private boolean stopWithoutSteps() {
        return stop(
                Status.MAX_STEPS,
                "used up %d steps at t = %s with step %s; raise maxSteps%s"
                        .formatted(maxSteps, t, h, diagnosis.stiffness(h)));
    }

    private void accept(double tNext, double error, boolean retried) {
        tally.accepted++;
        boolean clipped = Math.abs(tNext - t) < h;
        double taken = Math.abs(tNext - t);
        previous = t;
        boolean more = watch.scan(t, tNext, tally);
        boolean candidate = tNext == jumps.next() && !watch.truncated();
        if (candidate) more = watch.jump(tNext, jumps, tally);
        double end = watch.end();
        ended = end;
        boolean kept = recorder.record(previous, end, stepper, watch, tally.accepted);
        if (controller.adaptive()) plan(taken, error, clipped, retried);
        else watchGrowth(error);
        if (watch.truncated()) {
            t = end;
            stepper.restart(t, watch.after());
            renew(!candidate);
        } else {
            t = tNext;
            stepper.accept();
            if (stops.jumpsAt(t)) {
                t = stops.past(t);
                stepper.restart(t, stepper.state());
                renew(true);
            } else stepAlongGrid();
        }
        if (!more) stop(Status.EVENT, "event '%s' at t = %s".formatted(watch.lastName(), t));
        else if (!kept) stop(Status.CALLBACK_STOP, "a stream asked to stop at t = " + t);
        else if (t == t1) stop(Status.SUCCESS, "reached the end");
    }

    private void plan(double taken, double error, boolean clipped, boolean retried) {
        double proposal = stepper.proposedStep();
        if (!Double.isNaN(proposal)) {
            h = clipped ? Math.max(h, proposal) : proposal;
            return;
        }
        double factor = history.growth(error);
        double wanted = taken * (retried ? Math.min(1, factor) : factor);
        // a step cut short by a stop says little about the next one: keep the earlier plan if it was longer
        h = clipped && !retried ? Math.max(h, wanted) : wanted;
    }

    /// Weakly stable methods show themselves by an error estimate that grows over steps of equal size: its mean
    /// logarithm over a hundred steps is compared with that of the hundred before, as single ones pass through
    /// zero or are large where the solution does. Estimates along a random path say nothing.
    private void watchGrowth(double error) {
        logarithms += error > 0 ? Math.getExponent(error) : Double.NaN;
        if (tally.accepted % 100 != 0) return;
        if (logarithms - logarithmsBefore > TENFOLD && term instanceof OdeTerm && warnings.isEmpty())
            warnings.add(
                    "%s: the error estimate grew tenfold within 100 steps up to t = %s; use smaller steps or a stable method"
                            .formatted(solverName, t));
        logarithmsBefore = logarithms;
        logarithms = 0;
    }

    /// After a discontinuity: nothing of the past counts.
    ///
    /// @param afresh  whether fixed steps start a new grid
    private void renew(boolean afresh) {
        history.reset();
        stops.renew(t);
        if (!afresh) {
            stepAlongGrid();
            return;
        }
        anchor = t;
        stepsSinceAnchor = 0;
    }

    /// A step cut short by a stop or a jump process does not use up its grid point: the next one goes on to it.
    private void stepAlongGrid() {
        if ((gridPoint(controller.maxStep()) - t) * direction <= 1e-9 * controller.maxStep()) stepsSinceAnchor++;
    }

    /// The time that the next step may not cross.
    private double limit() {
        double stop = stops.next(t), jump = jumps.next();
        return jump < stop ? jump : stop;
    }

    private double next() {
        double stop = limit();
        double size = Math.min(h, controller.maxStep());
        if (forced()) size = Math.max(size, controller.minStep());
        double target = controller.adaptive() ? t + direction * size : gridPoint(size);
        double slack = controller.adaptive() ? 0.01 * size : 1e-9 * size;
        return (stop - target) * direction <= slack ? stop : target;
    }

    /// Where the next step of a fixed size ends.
    private double gridPoint(double size) {
        return anchor + direction * (stepsSinceAnchor + 1) * size;
    }

    private boolean forced() {
        return controller instanceof Pid pid && pid.forceMinStep() && h <= pid.minStep() * (1 + 1e-9);
    }

    /// Below the smallest step allowed, or, where steps are adaptive, below what time resolves: a run that closes
    /// in on a singularity would creep up to it place by place.
    private boolean tooSmall(double tNext) {
        double size = Math.abs(tNext - t);
        if (size == 0) return true;
        if (tNext == limit()) return false;
        return size < controller.minStep() * (1 - 1e-9) || controller.adaptive() && size < resolution() * (1 - 1e-9);
    }

    /// A step fell below the smallest: because it failed, or because its error was too large.
    private boolean stopTooSmall(boolean failed) {
        double beyond = t + direction * resolution();
        return failed || diagnosis.fieldStops(t, beyond)
                ? stop(diagnosis.failure(), diagnosis.failureMessage(t, beyond))
                : stop(Status.DT_MIN, diagnosis.tooSmall(t, h));
    }

    private double resolution() {
        return 10 * Math.ulp(t);
    }

    private boolean canShrink() {
        return controller.adaptive();
    }

    private double firstStep() {
        double given = controller.firstStep();
        double span = Math.abs(t1 - t0);
        if (!Double.isNaN(given)) return Math.min(given, controller.adaptive() ? span : given);
        double guess = FirstStep.estimate(stepper, term, tolerance, t0, t1, order, tally);
        double least = Math.max(controller.minStep(), resolution());
        return Math.clamp(guess, Math.min(least, span), Math.min(controller.maxStep(), span));
    }

    private boolean stop(Status why, String words) {
        done = true;
        status = why;
        message = words;
        double since = stepper.parasite();
        if (Double.isNaN(since)) return false;
        String warning =
                "%s: a parasitic solution covers the true one from t = %s on; the method is weakly stable, use smaller steps or another method"
                        .formatted(solverName, since);
        warnings.add(warning);
        if (!why.successful()) message += "; " + warning;
        return false;
    }

    /// The time reached.
    public double time() {
        return t;
    }

    /// The state reached; the integrator's own.
    public Y state() {
        return stepper.state();
    }

    /// Start of the last accepted step.
    public double lastFrom() {
        return previous;
    }

    /// End of the last accepted step; [#time()] but at a jump of the right-hand side, where the run goes on from
    /// the next double.
    public double lastTo() {
        return ended;
    }

    /// The method at work, to look at what it carries beside the state.
    public Stepper<Y> stepper() {
        return stepper;
    }

    /// Further times at which the right-hand side jumps, known only now; those up to the time reached do not
    /// count.
    public void jumpTs(double... times) {
        stops.add(times, t);
    }

    /// Goes on from another state, which is copied.
    void replace(Y state) {
        stepper.restart(t, state);
    }

    /// Whether no step has been taken yet.
    boolean untouched() {
        return tally.accepted == 0;
    }

    /// Whether and why the run is over.
    Status status() {
        return status;
    }

    String message() {
        return message;
    }

    /// The solution within the last step, as a new value.
    public Y interpolate(double time) {
        return stepper.interpolate(time, space.zero(stepper.state()));
    }

    /// The solution on the last accepted step, kept when the dense solution is.
    ///
    /// @throws IllegalStateException if the run does not keep the dense solution, or before the first step
    public Segment<Y> lastSegment() {
        return recorder.lastSegment();
    }

    /// The size that the next step will have, unless it is cut short.
    public double stepSize() {
        return h;
    }

    /// The part of the span that is done, from 0 to 1.
    public double fraction() {
        return (t - t0) / (t1 - t0);
    }

    /// The solution up to here.
    public Solution<Y> solution() {
        Y last = space.copy(stepper.state(), space.zero(stepper.state()));
        if (done) recorder.finish(t, last, stepper, status.successful() && status != Status.EVENT);
        return recorder.solution(
                status,
                message,
                t,
                last,
                watch.occurrences(),
                tally.statistics((System.nanoTime() - begin) * 1e-9),
                java.util.List.copyOf(warnings));
    }
}
