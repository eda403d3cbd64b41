package org.onsager.solve;

import java.util.function.Function;

/// An ordinary differential equation \(y' = f(t, y)\) on any state space.
///
/// For `double[]` states see [Ode], which can also carry a Jacobian and a mass matrix.
///
/// @param <Y>  the state
public interface OdeTerm<Y> extends Term<Y> {

    /// \(f(t, y)\).
    ///
    /// @param y  left alone
    /// @param into  storage that may be overwritten
    /// @return the rate, in `into` where the space writes in place
    Y rate(double t, Y y, Y into);

    @Override
    default Y apply(double t, Y y, Increment increment, Y into) {
        return rate(t, y, into);
    }

    @Override
    default int channels() {
        return 0;
    }

    @Override
    default void increment(double t0, double t1, Increment into) {
        into.over(t0, t1);
    }

    /// An equation whose right-hand side returns new values, for immutable states.
    static <Y> OdeTerm<Y> of(StateSpace<Y> space, Rate<Y> rate) {
        return new OdeTerm<>() {
            @Override
            public StateSpace<Y> space() {
                return space;
            }

            @Override
            public Y rate(double t, Y y, Y into) {
                return rate.at(t, y);
            }
        };
    }

    /// An autonomous equation whose right-hand side returns new values.
    static <Y> OdeTerm<Y> autonomous(StateSpace<Y> space, Function<Y, Y> rate) {
        return of(space, (t, y) -> rate.apply(y));
    }

    /// A right-hand side that returns its value.
    @FunctionalInterface
    interface Rate<Y> {
        /// \(f(t, y)\), as a new value.
        Y at(double t, Y y);
    }
}
