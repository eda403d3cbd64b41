package org.onsager.solve.implicit;

import org.onsager.solve.Ledger;
import org.onsager.solve.Segment;
import org.onsager.solve.Solver;
import org.onsager.solve.Stepper;
import org.onsager.solve.Term;
import org.onsager.solve.explicit.Tsit5;

/// An explicit method that hands over to a stiff one when stability, not accuracy, holds its steps down, and
/// back.
///
/// The explicit method's last two stages estimate the largest eigenvalue; after 15 steps (less those that pass)
/// with \(h\rho > 3\) the stiff method takes over. It hands back after 15 steps with \(h\|f_1 - f_0\|/\|y_1 -
/// y_0\| < 1\).
///
/// Source: E. Hairer and G. Wanner, *Solving Ordinary Differential Equations II*, IV.2; L. R. Petzold, SIAM J.
/// Sci. Stat. Comput. 4 (1983).
///
/// @param nonstiff  with two stages at the end of the step, such as Tsit5 or Dopri5
/// @param stiff  such as Rodas5P; not a method with step control of its own
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
        return Math.min(nonstiff.errorOrder(), stiff.errorOrder());
    }

    @Override
    public String citation() {
        return nonstiff.citation() + "; " + stiff.citation();
    }

    @Override
    public boolean keepsRowsApart() {
        return false;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <Y> Stepper<Y> start(Term<Y> term, Start<Y> start) {
        IterationMatrix.requireArrays(this, term);
        return (Stepper<Y>) new Switching(
                (Stepper<double[]>) nonstiff.start(term, start),
                (Stepper<double[]>) stiff.start(term, start),
                start.t0());
    }

    private static final class Switching implements Stepper<double[]> {
        private static final int PATIENCE = 15;

        private final Stepper<double[]> explicit;
        private final Stepper<double[]> implicit;
        private Stepper<double[]> current;
        private Stepper<double[]> wanted;
        private double tNext;
        private int votes;
        private double[] before;
        private double[] rate;
        private boolean rateKnown;

        Switching(Stepper<double[]> explicit, Stepper<double[]> implicit, double t0) {
            this.explicit = explicit;
            this.implicit = implicit;
            before = new double[explicit.state().length];
            rate = before.clone();
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
                rateKnown = false;
            }
            double h = Math.abs(to - from);
            double error = current.step(from, to);
            tNext = to;
            if (error < 1) vote(h, from);
            return error;
        }

        private void vote(double h, double from) {
            boolean leave;
            if (current == explicit) leave = h * explicit.stiffness() > 3;
            else {
                double[] spare = before;
                before = rateKnown ? rate : implicit.interpolateRate(from, rate);
                rate = implicit.interpolateRate(tNext, spare);
                rateKnown = true;
                double change = 0, size = 0;
                for (int i = 0; i < rate.length; i++) {
                    change += (rate[i] - before[i]) * (rate[i] - before[i]);
                    double moved = implicit.candidate()[i] - implicit.state()[i];
                    size += moved * moved;
                }
                leave = h * h * change < size * 1e-2;
            }
            votes = leave ? votes + 1 : Math.max(0, votes - 2);
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
            rateKnown = false;
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
            rate = ledger.resized(rate);
            rateKnown = ledger.flag(rateKnown);
        }
    }
}
