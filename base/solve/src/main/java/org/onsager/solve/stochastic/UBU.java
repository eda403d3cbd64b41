package org.onsager.solve.stochastic;

import org.onsager.solve.Increment;
import org.onsager.solve.Stepper;

/// The splitting UBU: the exact motion without force for half a step, a kick, the exact motion for the other
/// half. One gradient a step; strong and weak order 2 for smooth \(f\). The path must resolve half a step.
///
/// Source: A. Zapatero, *Word series for the numerical integration of stochastic differential equations*, thesis,
/// Valladolid 2017; N. K. Chada, B. Leimkuhler, D. Paulin and P. A. Whalley, *Unbiased kinetic Langevin Monte
/// Carlo with inexact gradients*, arXiv 2311.05025.
public record UBU() implements LangevinSolver {

    @Override
    public String name() {
        return "UBU";
    }

    @Override
    public Areas areas() {
        return Areas.WH;
    }

    @Override
    public double order() {
        return 2;
    }

    @Override
    public double weakOrder() {
        return 2;
    }

    @Override
    public String citation() {
        return "A. Zapatero, Word series for the numerical integration of stochastic differential equations, thesis, Valladolid 2017; N. K. Chada, B. Leimkuhler, D. Paulin and P. A. Whalley, Unbiased kinetic Langevin Monte Carlo with inexact gradients, arXiv 2311.05025";
    }

    @Override
    public Stepper<double[]> begin(LangevinTerm term, Start<double[]> start) {
        return new LangevinStepper(this, term, start) {
            private final double[] decay = new double[d];
            private final double[] ofV = new double[d];
            private final double[] ofW = new double[d];
            private final double[] ofH = new double[d];
            private final Increment half = new Increment(layout.size());

            @Override
            void prepare(int i, double size) {
                double s = 0.5 * size, a = gamma(i) * s;
                decay[i] = Math.exp(-a);
                ofV[i] = s * Damping.phi1(a);
                ofW[i] = rho(i) * s * Damping.phi2(a);
                ofH[i] = rho(i) * s * Damping.ofH(a);
            }

            /// The exact motion without force over half a step, its noise projected on \(W\) and \(H\) of the
            /// half.
            private void free(double from, double to) {
                term.increment(from, to, half);
                double[] halfW = half.value(), halfH = half.spaceTimeArea();
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        x[c] += ofV[i] * v[c] + ofW[i] * halfW[c] + ofH[i] * halfH[c];
                        v[c] = decay[i] * v[c] + rho(i) * halfW[c] - gamma(i) * (ofW[i] * halfW[c] + ofH[i] * halfH[c]);
                    }
            }

            @Override
            boolean move() {
                double middle = t + 0.5 * h;
                free(t, middle);
                gradient(middle, x, f1);
                for (int i = 0; i < d; i++) for (int c = i * rows; c < (i + 1) * rows; c++) v[c] -= h * u(i) * f1[c];
                free(middle, tNext);
                return false;
            }
        };
    }
}
