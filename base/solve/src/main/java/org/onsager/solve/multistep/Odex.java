package org.onsager.solve.multistep;

import java.util.Optional;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;

/// The Gragg-Bulirsch-Stoer extrapolation with order and step size chosen together for the least work a unit of
/// time: order 4 to twice the number of rows. For smooth problems at tight tolerances; dense output of the
/// order of the step, which costs further evaluations in steps that are asked about. Works on any space; see
/// [OdexStepper] for the choice.
///
/// Source: E. Hairer, S. P. Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, II.9 (code ODEX);
/// P. Deuflhard, Numer. Math. 41 (1983).
///
/// @param rows  most rows of the extrapolation table, 4 to 12
public record Odex(int rows) implements Solver {

    public Odex {
        if (rows < 4 || rows > 12) throw new IllegalArgumentException("rows must be in [4, 12], not " + rows);
    }

    /// Up to nine rows, order 18.
    public Odex() {
        this(9);
    }

    @Override
    public String name() {
        return "ODEX";
    }

    /// That of the fewest rows.
    @Override
    public double order() {
        return 4;
    }

    @Override
    public double errorOrder() {
        return 3;
    }

    @Override
    public String citation() {
        return "E. Hairer, S. P. Norsett, G. Wanner, Solving Ordinary Differential Equations I, II.9 (ODEX)";
    }

    @Override
    public Optional<String> denseCitation() {
        return Optional.of(MidpointInterpolant.CITATION);
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
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        return new OdexStepper<>(rows, requireOde(term), start);
    }
}
