package org.onsager.solve.stochastic;

import java.util.Optional;
import org.onsager.numerics.RandomStream;
import org.onsager.solve.Increment;

/// A Brownian path, fixed once and for all by its stream: it can be asked for any increments, in any order, and
/// again, and always answers from the same path; so a rejected step is retried on the path that rejected it.
///
/// Increments add up: those over \([s, u]\) and \([u, t]\) combine to that over \([s, t]\) up to rounding, areas
/// by Chen's relation. Backwards in time, \(t < s\), increments are those of the reversed path: \(W\) and \(K\)
/// change sign, \(H\) does not. An object is for one run at a time, as it works in storage of its own; another
/// object with the same arguments is the same path.
public interface Brownian {

    /// Which motions it holds.
    Layout layout();

    /// Start of the interval on which it is defined.
    double from();

    /// End of it.
    double to();

    /// The shortest increment that has the exact joint law with its neighbours; 0 if there is no limit.
    double resolution();

    /// The stream that the path is made of.
    RandomStream stream();

    /// Source of the way that it is drawn, one line; empty where there is nothing to cite.
    default Optional<String> citation() {
        return Optional.empty();
    }

    /// Writes \(W\), \(H\) and \(K\) over \([s, t]\), as far as the layout has them, and the interval.
    ///
    /// @param into  of as many channels as the layout's size
    /// @throws IllegalArgumentException if \([s, t]\) is not within the path's interval
    void increment(double s, double t, Increment into);
}
