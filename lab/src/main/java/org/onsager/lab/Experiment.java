package org.onsager.lab;

import java.util.List;
import java.util.Optional;

/// The reproduction of one paper: parameters in, claims and figures out. Thin: it turns parameters into calls of
/// the system's library and the library's answers into claims, figures, tables and metrics.
///
/// The lab finds experiments by `ServiceLoader<Experiment>`, so a third party's jar can add its own. An
/// experiment has no state; whatever a run needs comes from its [Trial].
///
/// @param <P>  a record whose components are annotated by [Setting]: `int`, `long`, `double`, `boolean`,
///     `String`, an enum, `int[]` or `double[]`
public interface Experiment<P extends Record> {

    /// The paper whose claims this measures.
    Paper paper();

    /// Every claim of the paper's table, in its order, with the same ids at every scale.
    List<Statement> statements();

    /// The settings of a scale before any `--set`.
    P defaults(Scale scale);

    /// Measures: computes what the parameters ask, and gives the trial a verdict for each of [#statements()].
    ///
    /// A claim that this scale or the absent data cannot show is handed in by [Trial#untested(String, String)]
    /// with the reason; one that is simply forgotten fails the run.
    ///
    /// @throws IllegalArgumentException if the parameters contradict each other, before anything costly runs
    void run(P parameters, Trial trial);

    /// The same method on the user's own data, as `./onsager use SLUG` offers it.
    default Optional<Tool<?>> tool() {
        return Optional.empty();
    }
}
