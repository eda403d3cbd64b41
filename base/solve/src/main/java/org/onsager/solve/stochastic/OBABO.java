package org.onsager.solve.stochastic;

import org.onsager.solve.Stepper;

/// The splitting OBABO: half of the exact Ornstein-Uhlenbeck process of the velocity, a step of velocity Verlet,
/// the other half. One gradient a step; weak order 2, strong order 1.
///
/// The two halves take the independent combinations \((W \pm \sqrt{12} H)/\sqrt2\), which follow the path as
/// closely as two numbers can without the midpoint.
///
/// Source: G. Bussi and M. Parrinello, *Accurate sampling using Langevin dynamics*, Phys. Rev. E 75 (2007).
public record OBABO() implements LangevinSolver {

    @Override
    public String name() {
        return "OBABO";
    }

    @Override
    public Areas areas() {
        return Areas.WH;
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
        return "G. Bussi and M. Parrinello, Accurate sampling using Langevin dynamics, Phys. Rev. E 75 (2007)";
    }

    @Override
    public Stepper<double[]> begin(LangevinTerm term, Start<double[]> start) {
        return new LangevinStepper(this, term, start) {
            private final double[] decay = new double[d];
            private final double[] kick = new double[d];

            @Override
            void prepare(int i, double size) {
                decay[i] = Math.exp(-0.5 * gamma(i) * size);
                kick[i] = Math.sqrt(-u(i) * Math.expm1(-gamma(i) * size) / (2 * size));
            }

            @Override
            boolean move() {
                needStartGradient();
                double root = Math.sqrt(12);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double first = kick[i] * (w[c] + root * area[c]);
                        v[c] = decay[i] * v[c] + first - 0.5 * h * u(i) * f0[c];
                        x[c] += h * v[c];
                    }
                gradient(tNext, x, f1);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double second = kick[i] * (w[c] - root * area[c]);
                        v[c] = decay[i] * (v[c] - 0.5 * h * u(i) * f1[c]) + second;
                    }
                return true;
            }
        };
    }
}
