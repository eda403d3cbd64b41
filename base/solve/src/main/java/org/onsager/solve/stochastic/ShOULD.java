package org.onsager.solve.stochastic;

import org.onsager.solve.Stepper;

/// The shifted-ODE Runge-Kutta method for underdamped Langevin equations: two gradients a step, strong and weak
/// order 3 for smooth \(f\).
///
/// Source: J. Foster, T. Lyons and H. Oberhauser, *The shifted ODE method for underdamped Langevin MCMC*, arXiv
/// 2101.03446, definition 7.1.
public record ShOULD() implements LangevinSolver {

    @Override
    public String name() {
        return "ShOULD";
    }

    @Override
    public Areas areas() {
        return Areas.WHK;
    }

    @Override
    public double order() {
        return 3;
    }

    @Override
    public double weakOrder() {
        return 3;
    }

    @Override
    public String citation() {
        return "J. Foster, T. Lyons and H. Oberhauser, The shifted ODE method for underdamped Langevin MCMC, arXiv 2101.03446, definition 7.1";
    }

    @Override
    public Stepper<double[]> begin(LangevinTerm term, Start<double[]> start) {
        return new LangevinStepper(this, term, start) {
            private final double[][] decay = new double[2][d];
            private final double[][] ofV = new double[2][d];
            private final double[][] ofF = new double[2][d];
            private final double[] ofH = new double[d];
            private final double[] ofK = new double[d];
            private final double[] middle = new double[x.length];
            private final double[] fMiddle = new double[x.length];

            @Override
            void prepare(int i, double size) {
                double a = gamma(i) * size;
                for (int part = 0; part < 2; part++) {
                    double share = part == 0 ? 0.5 : 1;
                    decay[part][i] = Math.exp(-share * a);
                    ofV[part][i] = share * size * Damping.phi1(share * a);
                    ofF[part][i] = share * share * size * Damping.phi2(share * a);
                }
                ofH[i] = size * Damping.ofH(a);
                ofK[i] = size * Damping.ofK(a);
            }

            @Override
            boolean move() {
                needStartGradient();
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double shifted = v[c] + rho(i) * (area[c] + 6 * area2[c]);
                        middle[c] = x[c]
                                + ofV[0][i] * shifted
                                + ofF[0][i] * (rho(i) * (w[c] - 12 * area2[c]) - h * u(i) * f0[c]);
                    }
                gradient(t + 0.5 * h, middle, fMiddle);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++)
                        x[c] += ofV[1][i] * v[c]
                                - h * u(i) * ofF[1][i] * (f0[c] + 2 * fMiddle[c]) / 3
                                + rho(i) * (ofF[1][i] * w[c] + ofH[i] * area[c] + ofK[i] * area2[c]);
                gradient(tNext, x, f1);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double force = (decay[1][i] * f0[c] + 4 * decay[0][i] * fMiddle[c] + f1[c]) / 6;
                        double drag = ofF[1][i] * w[c] + ofH[i] * area[c] + ofK[i] * area2[c];
                        v[c] = decay[1][i] * v[c] - h * u(i) * force + rho(i) * (w[c] - gamma(i) * drag);
                    }
                return true;
            }
        };
    }
}
