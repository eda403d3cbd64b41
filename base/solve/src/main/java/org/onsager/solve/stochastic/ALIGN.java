package org.onsager.solve.stochastic;

import org.onsager.solve.Stepper;

/// The adaptive Langevin method by interpolated gradient and noise: exact but for the force, which is
/// interpolated between the ends of the step. One gradient a step; strong and weak order 2; error estimate for
/// step control.
///
/// Source: J. Foster, T. Lyons and H. Oberhauser, *The shifted ODE method for underdamped Langevin MCMC*, arXiv
/// 2101.03446, definition 4.2 modified.
public record ALIGN() implements LangevinSolver {

    @Override
    public String name() {
        return "ALIGN";
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
    public double errorOrder() {
        return 1.5;
    }

    @Override
    public double weakOrder() {
        return 2;
    }

    @Override
    public String citation() {
        return "J. Foster, T. Lyons and H. Oberhauser, The shifted ODE method for underdamped Langevin MCMC, arXiv 2101.03446, definition 4.2 modified";
    }

    @Override
    public Stepper<double[]> begin(LangevinTerm term, Start<double[]> start) {
        return new LangevinStepper(this, term, start) {
            private final double[] decay = new double[d];
            private final double[] ofV = new double[d];
            private final double[] ofF = new double[d];
            private final double[] ofW = new double[d];
            private final double[] ofH = new double[d];

            @Override
            void prepare(int i, double size) {
                double a = gamma(i) * size;
                decay[i] = Math.exp(-a);
                ofV[i] = size * Damping.phi1(a);
                ofF[i] = size * Damping.phi2(a);
                ofW[i] = rho(i) * size * Damping.phi2(a);
                ofH[i] = rho(i) * size * Damping.ofH(a);
            }

            @Override
            boolean move() {
                needStartGradient();
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++)
                        x[c] += ofV[i] * v[c] - ofF[i] * h * u(i) * f0[c] + ofW[i] * w[c] + ofH[i] * area[c];
                gradient(tNext, x, f1);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double force = (ofV[i] - ofF[i]) * f0[c] + ofF[i] * f1[c];
                        v[c] = decay[i] * v[c]
                                - u(i) * force
                                + rho(i) * w[c]
                                - gamma(i) * (ofW[i] * w[c] + ofH[i] * area[c]);
                    }
                return true;
            }

            /// What the change of the force over the step did to the velocity.
            @Override
            double estimate() {
                double[] error = k[0];
                int n = x.length;
                java.util.Arrays.fill(error, 0, n, 0);
                for (int c = 0; c < n; c++) error[n + c] = -u(c / rows) * ofF[c / rows] * (f1[c] - f0[c]);
                return size(error);
            }
        };
    }
}
