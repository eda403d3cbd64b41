package org.onsager.solve.testset;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/// Solutions to some 30 digits of systems with rates \(u_i' = \sum c\,u_j u_k\), by Taylor series whose
/// coefficients follow from Cauchy products.
///
/// Thirty terms on steps of an eighth: for solutions with their nearest singularity at distance \(R\) from the
/// real axis a step errs by about \((8R)^{-30}\), 1e-28 at \(R = 1\).
final class QuadraticSeries {
    private static final MathContext DIGITS = new MathContext(36);
    private static final int TERMS = 30;
    private static final int STEPS_PER_UNIT = 8;

    private QuadraticSeries() {}

    /// One summand \(c\,u_j u_k\) of the rate of \(u_i\); \(k = -1\) for \(c\,u_j\).
    record Term(int i, double c, int j, int k) {}

    /// The states after `pieces` equal parts of the span from 0 to `end`, an integer multiple of an eighth each,
    /// or any one part.
    static BigDecimal[][] states(List<Term> rates, BigDecimal[] start, BigDecimal end, int pieces) {
        var found = new BigDecimal[pieces][];
        BigDecimal piece = end.divide(BigDecimal.valueOf(pieces), DIGITS);
        int steps = (int) Math.ceil(piece.doubleValue() * STEPS_PER_UNIT);
        BigDecimal h = piece.divide(BigDecimal.valueOf(steps), DIGITS);
        BigDecimal[] u = start;
        for (int p = 0; p < pieces; p++) {
            for (int s = 0; s < steps; s++) u = step(rates, u, h);
            found[p] = u;
        }
        return found;
    }

    private static BigDecimal[] step(List<Term> rates, BigDecimal[] u, BigDecimal h) {
        int n = u.length;
        var a = new BigDecimal[TERMS + 1][n];
        a[0] = u;
        for (int m = 0; m < TERMS; m++) {
            for (int i = 0; i < n; i++) a[m + 1][i] = BigDecimal.ZERO;
            for (Term term : rates) {
                BigDecimal product = term.k() < 0 ? a[m][term.j()] : cauchy(a, m, term.j(), term.k());
                BigDecimal part = product.multiply(new BigDecimal(term.c()), DIGITS);
                a[m + 1][term.i()] = a[m + 1][term.i()].add(part, DIGITS);
            }
            for (int i = 0; i < n; i++) a[m + 1][i] = a[m + 1][i].divide(BigDecimal.valueOf(m + 1), DIGITS);
        }
        var next = new BigDecimal[n];
        for (int i = 0; i < n; i++) {
            BigDecimal sum = a[TERMS][i];
            for (int m = TERMS - 1; m >= 0; m--) sum = sum.multiply(h, DIGITS).add(a[m][i], DIGITS);
            next[i] = sum;
        }
        return next;
    }

    private static BigDecimal cauchy(BigDecimal[][] a, int m, int j, int k) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int l = 0; l <= m; l++) sum = sum.add(a[l][j].multiply(a[m - l][k], DIGITS), DIGITS);
        return sum;
    }
}
