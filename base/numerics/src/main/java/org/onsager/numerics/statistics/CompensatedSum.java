package org.onsager.numerics.statistics;

/// A running sum that carries along what rounding lost (Neumaier's variant of Kahan's): its error is about one
/// unit in the last place of the sum plus \(n u^2 \sum |x_i|\), however long it is.
///
/// Source: A. Neumaier, Z. Angew. Math. Mech. 54 (1974) 39.
public final class CompensatedSum {
    private double sum;
    private double lost;

    /// Adds one term.
    public void add(double term) {
        double next = sum + term;
        lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
        sum = next;
    }

    /// The sum so far.
    public double value() {
        return Double.isFinite(sum) ? sum + lost : sum;
    }

    /// The sum of an array.
    public static double of(double... terms) {
        var sum = new CompensatedSum();
        for (double each : terms) sum.add(each);
        return sum.value();
    }
}
