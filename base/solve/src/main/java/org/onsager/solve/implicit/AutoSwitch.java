package org.onsager.solve.implicit;

import java.util.Optional;
import java.util.stream.Stream;
import org.onsager.solve.Ledger;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Tsit5;

/// An explicit method that hands over to a stiff one when stability, not accuracy, holds its steps down, and
/// back.
///
/// Where the explicit method's last two stages suggest a large eigenvalue, \(h\rho > 0.6\), and in all steps of
/// the stiff method, a power iteration with differences of \(f\), carried on every fourth step for two
/// evaluations, estimates \(\rho\). The stiff method takes over after 15 steps with \(h\rho > 2.5\) and hands
/// back after 15 with \(h\rho < 1\); six others in a row start the count again.
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, IV.2; L. R. Petzold, SIAM J.
/// Sci. Stat. Comput. 4 (1983), for the asymmetric switch.
///
/// @param nonstiff  with two stages at the end of the step, such as Tsit5 or Dopri5
/// @param stiff  such as Rodas5P; Bdf for large systems
public record AutoSwitch(Solver nonstiff, Solver stiff) implements Solver {

    /// Tsit5 and Rodas5P.
    public AutoSwitch() {
        this(new Tsit5(), new Rodas5P());
    }

    @Override
    public String name() {
        return nonstiff.name() + "/" + stiff.name();
    }

    @Override
    public double order() {
        return Math.min(nonstiff.order(), stiff.order());
    }

    @Override
    public double errorOrder() {
        return stiff.controlsSteps() ? nonstiff.errorOrder() : Math.min(nonstiff.errorOrder(), stiff.errorOrder());
    }

    @Override
    public String citation() {
        return nonstiff.citation() + "; " + stiff.citation();
    }

    @Override
    public Optional<String> denseCitation() {
        return Stream.of(nonstiff, stiff)
                .flatMap(each -> each.denseCitation().stream())
                .distinct()
                .reduce((one, other) -> one + "; " + other);
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        var ode = IterationMatrix.requireArrays(this, term);
        return (Stepper<Y>) new Switching(
                (Stepper<double[]>) nonstiff.start(term, start),
                (Stepper<double[]>) stiff.start(term, start),
                new PowerIteration(ode, ((Start<double[]>) start).y0(), start.tally()),
                start.t0());
    }

    private static final class Switching implements Stepper<double[]> {
        private static final int PATIENCE = 15;
        private static final int DISSENT = 6;
        private static final double NONSTIFF = 1;
        private static final double STIFF = 2.5;
        /// The stages' own estimate may be a third of the eigenvalue.
        private static final double SUSPECT = 0.6;

        private final Stepper<double[]> explicit;
        private final Stepper<double[]> implicit;
        private Stepper<double[]> current;
        private Stepper<double[]> wanted;
        private final PowerIteration radius;
        private double tNext;
        private int votes;
        private int against;

        Switching(Stepper<double[]> explicit, Stepper<double[]> implicit, PowerIteration radius, double t0) {
            this.explicit = explicit;
            this.implicit = implicit;
            this.radius = radius;
            current = explicit;
            wanted = explicit;
            tNext = t0;
        }

        @Override
        public double step(double from, double to) {
            if (wanted != current) {
                wanted.restart(from, current.state());
                current = wanted;
                votes = 0;
                against = 0;
                radius.restart();
            }
            double h = Math.abs(to - from);
            double error = current.step(from, to);
            tNext = to;
            if (error < 1) vote(h);
            return error;
        }

        private void vote(double h) {
            boolean leave;
            if (current == implicit) leave = h * radius.after(tNext, implicit.candidate()) < NONSTIFF;
            else leave = h * explicit.stiffness() > SUSPECT && h * radius.after(tNext, explicit.candidate()) > STIFF;
            votes = leave ? votes + 1 : votes;
            against = leave ? 0 : against + 1;
            if (against == DISSENT) votes = 0;
            if (votes >= PATIENCE) wanted = current == explicit ? implicit : explicit;
        }

        @Override
        public double[] state() {
            return current.state();
        }

        @Override
        public double[] candidate() {
            return current.candidate();
        }

        @Override
        public void accept() {
            current.accept();
        }

        @Override
        public void restart(double t, double[] y) {
            current.restart(t, y);
        }

        @Override
        public double[] initialRate() {
            return current.initialRate();
        }

        @Override
        public double[] interpolate(double t, double[] into) {
            return current.interpolate(t, into);
        }

        @Override
        public double[] interpolateRate(double t, double[] into) {
            return current.interpolateRate(t, into);
        }

        @Override
        public Segment<double[]> segment() {
            return current.segment();
        }

        @Override
        public Trouble trouble() {
            return current.trouble();
        }

        @Override
        public double proposedStep() {
            return current.proposedStep();
        }

        @Override
        public int singularColumn() {
            return current.singularColumn();
        }

        @Override
        public double stiffness() {
            return current.stiffness();
        }

        @Override
        public void keep(Ledger ledger) {
            explicit.keep(ledger);
            implicit.keep(ledger);
            current = ledger.flag(current == implicit) ? implicit : explicit;
            wanted = ledger.flag(wanted == implicit) ? implicit : explicit;
            tNext = ledger.number(tNext);
            votes = ledger.count(votes);
            against = ledger.count(against);
            radius.keep(ledger);
        }
    }
}
