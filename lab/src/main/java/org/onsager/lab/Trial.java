package org.onsager.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.onsager.numerics.RandomStream;

/// One execution of an experiment or a tool, seen from inside: where its random numbers, workers and data come
/// from and where its results go.
///
/// Long work is cut into *stages*. A stage's result is stored as soon as it is known; a run that was killed and
/// is resumed takes stored results instead of computing them again, and, because every stage draws from named
/// streams of [#random()], ends with the same bits as an undisturbed run. Results are records (of numbers,
/// strings, arrays, lists, records) and come back with the same bits.
public interface Trial {

    Scale scale();

    long seed();

    /// The root of all randomness of this trial: `RandomStream.of(seed())`. Split it by name.
    default RandomStream random() {
        return RandomStream.of(seed());
    }

    /// The workers: how replicas, ensemble members and sweep cells are spread out.
    Engine engine();

    /// A folder of known data, such as `mnist`: looked for in `--data`, `$ONSAGER_DATA`, then `~/.cache/onsager`.
    ///
    /// @return empty where it is not installed: hand the claims that need it in as [#untested(String, String)]
    Optional<Path> data(String name);

    // --- stages

    /// The stored result of stage `name`, or else that of `work`, stored.
    ///
    /// @param name  unique in the experiment
    /// @param type  the class of the result, a record or an array
    <T> T stage(String name, Class<T> type, Supplier<T> work);

    /// Computes `work` of every task through [#engine()], each result a stage of its own, in task order.
    ///
    /// @param name  unique in the experiment
    /// @param tasks  few enough that each is worth storing: at least some 50 ms each
    /// @param type  the class of one result
    <A, T> List<T> map(String name, List<A> tasks, Class<T> type, Function<A, T> work);

    /// Runs `step` from `start` until `steps` steps are done, storing the state every few seconds.
    ///
    /// @param name  unique in the experiment
    /// @param step  a pure function of the state and the number of the step, from 0; any generator's
    ///     position belongs in the state
    <S> S iterate(String name, Class<S> type, Supplier<S> start, long steps, Step<S> step);

    /// One step of an iteration.
    @FunctionalInterface
    interface Step<S> {
        S apply(S state, long step);
    }

    // --- results

    /// Records a number of the run's summary.
    ///
    /// @param name  such as `gamma_c_P4`; unique
    void metric(String name, double value);

    /// Records a table, written as CSV and Parquet.
    void table(String name, Table table);

    /// Records a figure, stored as data and drawn as Plotly, SVG and PNG from the same object.
    void figure(String name, Figure figure);

    /// Starts the measurement of claim `id`; end it by [Claim.Draft#done(String)].
    ///
    /// @throws IllegalArgumentException if the experiment states no such claim
    Claim.Draft claim(String id);

    /// Hands in claim `id` as not tested, with the reason.
    void untested(String id, String reason);

    /// Tells the person who waits how far the work is.
    ///
    /// @param fraction  of the whole run, 0 to 1
    /// @param what  what is being done now
    void progress(double fraction, String what);
}
