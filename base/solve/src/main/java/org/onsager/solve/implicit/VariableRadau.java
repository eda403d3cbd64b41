package org.onsager.solve.implicit;

import java.util.stream.IntStream;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Radau IIA methods of order 5, 9 and 13, between which the run changes as Newton's iteration allows: order
/// 5 in transients, 13 where the solution is smooth. Controls its own step size. For stiff and
/// differential-algebraic problems over long spans, at tolerances from 1e-4 to 1e-13; the choice of order is that
/// of [OrderControl].
///
/// Source: E. Hairer and G. Wanner, *Stiff differential equations solved by Radau methods*, J. Comp. Appl. Math.
/// 111 (1999).
///
/// @param fewest  stages of the lowest order, 1, 3, 5 or 7
/// @param most  stages of the highest order, 1, 3, 5 or 7, at least `fewest`
public record VariableRadau(int fewest, int most) implements Solver {

    public VariableRadau {
        if (fewest < 1 || most > 7 || fewest > most || fewest % 2 == 0 || most % 2 == 0)
            throw new IllegalArgumentException(
                    "fewest and most must be 1, 3, 5 or 7 in this order, not %d and %d".formatted(fewest, most));
    }

    /// Orders 5, 9 and 13.
    public VariableRadau() {
        this(3, 7);
    }

    @Override
    public String name() {
        return "Radau";
    }

    /// That of the lowest order.
    @Override
    public double order() {
        return 2 * fewest - 1;
    }

    /// That of the lowest order.
    @Override
    public double errorOrder() {
        return fewest;
    }

    @Override
    public String citation() {
        return "E. Hairer, G. Wanner, Stiff differential equations solved by Radau methods, J. Comp. Appl. Math. 111 (1999)";
    }

    @Override
    public boolean takesMassMatrix() {
        return true;
    }

    @Override
    public boolean controlsSteps() {
        return true;
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        var ode = IterationMatrix.requireArrays(this, term);
        CollocationTableau[] levels = IntStream.rangeClosed(fewest, most)
                .filter(s -> s % 2 == 1)
                .mapToObj(s -> new Radau(s).tableau())
                .toArray(CollocationTableau[]::new);
        return (Stepper<Y>) new CollocationStepper(levels, true, ode, (Start<double[]>) start);
    }
}
