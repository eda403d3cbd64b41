package org.onsager.solve.multistep;

import java.util.Optional;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// Extrapolation of Gragg's modified midpoint rule in \(h^2\) over the even sequence 2, 4, 6, ...: order twice
/// the number of columns, estimate from the last two columns. For smooth problems at tight tolerances; dense
/// output of the same order, which costs further evaluations in steps that are asked about.
///
/// The number of columns is fixed; the step size adapts. Works on any space.
///
/// Source: W. B. Gragg, SIAM J. Numer. Anal. 2 (1965); R. Bulirsch and J. Stoer, Numer. Math. 8 (1966); E.
/// Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, II.9.
///
/// @param columns  2 to 8; the order is twice that
public record GraggBulirschStoer(int columns) implements Solver {

    public GraggBulirschStoer {
        if (columns < 2 || columns > 8) throw new IllegalArgumentException("columns must be in [2, 8], not " + columns);
    }

    /// Six columns, order 12.
    public GraggBulirschStoer() {
        this(6);
    }

    @Override
    public String name() {
        return "GBS";
    }

    @Override
    public double order() {
        return 2 * columns;
    }

    @Override
    public double errorOrder() {
        return 2 * columns - 2;
    }

    @Override
    public String citation() {
        return "R. Bulirsch, J. Stoer, Numerical treatment of ordinary differential equations by extrapolation methods (1966)";
    }

    @Override
    public Optional<String> denseCitation() {
        return Optional.of(MidpointInterpolant.CITATION);
    }

    @Override
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new GbsStepper<>(columns, requireOde(term), start);
    }
}
