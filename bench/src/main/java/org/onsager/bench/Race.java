package org.onsager.bench;

/// One of our sides of a race: a fixed problem that a peer solves too, under the peer's name for it.
public interface Race {

    /// The peers' name of the problem, such as `ou-em-100000x200`.
    String name();

    /// Who runs and how, in a few words, such as `onsager 2 threads`.
    String peer();

    /// The solver's tolerance where the race is run at several, else not a number.
    default double tolerance() {
        return Double.NaN;
    }

    /// How long it is run before it is timed: two seconds, more where much code has to be compiled.
    default double warmUpSeconds() {
        return 2;
    }

    /// Solves the whole problem once. Called many times; every call does the same work.
    void run();

    /// How far the answer of the last [#run()] is from the truth, in the race's measure, or not a number where
    /// nobody measures it.
    default double error() {
        return Double.NaN;
    }
}
