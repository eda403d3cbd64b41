package org.onsager.solve.explicit;

import java.util.Arrays;
import org.onsager.solve.ArraySpace;
import org.onsager.solve.ComplexSpace;
import org.onsager.solve.Ode;
import org.onsager.solve.Solver;
import org.onsager.solve.Weights;

/// The steps of [ErkStepper] for equations of one to four real components, or two complex ones, to the same bits.
///
/// With so few components a stage takes less time for its sums than for what surrounds them. Here the rates of
/// all stages lie side by side in one array, the sums stay in registers, and the newest rate, which the next
/// evaluation waits for, is added last and from where it was written. Lorenz 1963 by [Vern8] takes four fifths of
/// the time.
final class ShortErkStepper extends ErkStepper<double[]> {
    /// The longest state, and the distance of the stages' rates.
    private static final int LONGEST = 4;

    private final Ode.Field field;
    private final int sums;
    private final double[] node;
    private final double[] newest;
    private final double[][] weight;
    private final int[][] place;
    private final double[] rates;

    ShortErkStepper(ErkTableau tableau, Ode ode, Solver.Start<double[]> start) {
        super(tableau, ode, start);
        field = ode.field();
        sums = firstSameAsLast ? stages : stages + 1;
        node = new double[sums];
        newest = new double[sums];
        weight = new double[sums][];
        place = new int[sums][];
        for (int i = 0; i < sums; i++) {
            node[i] = i < stages ? tableau.c(i) : 1;
            row(i, i < stages ? tableau.row(i) : tableau.update());
        }
        rates = new double[LONGEST * stages];
    }

    static boolean takes(Ode ode, double[] y0) {
        return (ode.space() == ArraySpace.REAL || ode.space() == ComplexSpace.PAIRS)
                && y0.length > 0
                && y0.length <= LONGEST;
    }

    private void row(int i, Weights row) {
        int before = row.count();
        if (before > 0 && row.index(before - 1) == i - 1) newest[i] = row.value(--before);
        weight[i] = new double[before];
        place[i] = new int[before];
        Arrays.setAll(weight[i], row::value);
        Arrays.setAll(place[i], j -> LONGEST * row.index(j));
    }

    // One method that calls the right-hand side itself: what the compiler inlines of several methods, and of a
    // call that the right-hand sides of other runs have passed through, differs from start to start.
    @Override
    void stages(double from, double to) {
        double h = to - from;
        double[] y = this.y, scratch = this.scratch, candidate = this.candidate, rates = this.rates;
        double[][] k = this.k;
        int n = y.length, stages = this.stages;
        boolean two = n > 1, three = n > 2, four = n > 3;
        double y0 = y[0], y1 = two ? y[1] : 0, y2 = three ? y[2] : 0, y3 = four ? y[3] : 0;
        for (int i = 1; i < sums; i++) {
            double[] weight = this.weight[i];
            int[] place = this.place[i];
            double a0 = y0, a1 = y1, a2 = y2, a3 = y3;
            for (int j = 0; j < weight.length; j++) {
                double w = h * weight[j];
                int at = place[j];
                a0 = Math.fma(w, rates[at], a0);
                a1 = Math.fma(w, rates[at + 1], a1);
                a2 = Math.fma(w, rates[at + 2], a2);
                a3 = Math.fma(w, rates[at + 3], a3);
            }
            double[] state = i == sums - 1 ? candidate : scratch, last = k[i - 1];
            double w = h * newest[i];
            int at = LONGEST * (i - 1);
            state[0] = Math.fma(w, last[0], a0);
            rates[at] = last[0];
            if (two) {
                state[1] = Math.fma(w, last[1], a1);
                rates[at + 1] = last[1];
            }
            if (three) {
                state[2] = Math.fma(w, last[2], a2);
                rates[at + 2] = last[2];
            }
            if (four) {
                state[3] = Math.fma(w, last[3], a3);
                rates[at + 3] = last[3];
            }
            if (i == stages) break;
            field.rate(node[i] == 1 ? to : from + node[i] * h, state, k[i]);
        }
        tally.rates(stages - 1);
    }
}
