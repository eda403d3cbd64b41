package org.onsager.solve.stochastic;

import org.onsager.solve.Stepper;

/// The splitting BAOAB: half a kick, half a drift, the exact Ornstein-Uhlenbeck process of the velocity, half a
/// drift, half a kick. One gradient a step; weak order 2, and exact marginals of the position for quadratic
/// \(f\); strong order 1, as the velocity noise is a multiple of \(W\).
///
/// Source: B. Leimkuhler and C. Matthews, *Rational construction of stochastic numerical methods for molecular
/// sampling*, Appl. Math. Res. Express 2013.
public record BAOAB() implements LangevinSolver {

    @Override
    public String name() {
        return "BAOAB";
    }

    @Override
    public Areas areas() {
        return Areas.W;
    }

    @Override
    public double order() {
        return 1;
    }

    @Override
    public double weakOrder() {
        return 2;
    }

    @Override
    public String citation() {
        return "B. Leimkuhler and C. Matthews, Rational construction of stochastic numerical methods for molecular sampling, Appl. Math. Res. Express 2013";
    }

    @Override
    public Stepper<double[]> begin(LangevinTerm term, Start<double[]> start) {
        return new LangevinStepper(this, term, start) {
            private final double[] decay = new double[d];
            private final double[] kick = new double[d];

            @Override
            void prepare(int i, double size) {
                decay[i] = Math.exp(-gamma(i) * size);
                // of W, of variance h, a normal of variance u (1 - exp(-2 gamma h))
                kick[i] = Math.sqrt(-u(i) * Math.expm1(-2 * gamma(i) * size) / size);
            }

            @Override
            boolean move() {
                needStartGradient();
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double half = v[c] - 0.5 * h * u(i) * f0[c];
                        double turned = decay[i] * half + kick[i] * w[c];
                        x[c] += 0.5 * h * (half + turned);
                        v[c] = turned;
                    }
                gradient(tNext, x, f1);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) v[c] -= 0.5 * h * u(i) * f1[c];
                return true;
            }
        };
    }
}
