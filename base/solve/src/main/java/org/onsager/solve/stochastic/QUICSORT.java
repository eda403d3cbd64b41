package org.onsager.solve.stochastic;

import org.onsager.solve.Stepper;

/// The quadrature-inspired contractive shifted-ODE Runge-Kutta method: gradients at the two Gauss nodes of the
/// step, strong and weak order 3 for smooth \(f\), and contractive where \(f\) is convex.
///
/// Source: J. Foster and D. J. O'Kane, after J. Foster, T. Lyons and H. Oberhauser, *The shifted ODE method for
/// underdamped Langevin MCMC*, arXiv 2101.03446, definition 1.2.
public record QUICSORT() implements LangevinSolver {

    @Override
    public String name() {
        return "QUICSORT";
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
        return "J. Foster and D. J. O'Kane, after J. Foster, T. Lyons and H. Oberhauser, The shifted ODE method for underdamped Langevin MCMC, arXiv 2101.03446, definition 1.2";
    }

    @Override
    public Stepper<double[]> begin(LangevinTerm term, Start<double[]> start) {
        return new LangevinStepper(this, term, start) {
            private static final double[] NODES = {0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6, 1};

            private final double[][] decay = new double[3][d];
            private final double[][] ofV = new double[3][d];
            private final double[][] ofW = new double[3][d];
            private final double[] third = new double[d];
            private final double[] ofNoise = new double[d];
            private final double[] stage = new double[x.length];
            private final double[] shifted = new double[x.length];

            @Override
            void prepare(int i, double size) {
                double a = gamma(i) * size;
                for (int n = 0; n < 3; n++) {
                    double share = NODES[n];
                    decay[n][i] = Math.exp(-share * a);
                    ofV[n][i] = share * size * Damping.phi1(share * a);
                    ofW[n][i] = share * share * size * Damping.phi2(share * a);
                }
                third[i] = size / 3 * Damping.phi1(a / 3);
                ofNoise[i] = Damping.phi1(a);
            }

            @Override
            boolean move() {
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        shifted[c] = v[c] + rho(i) * (area[c] + 6 * area2[c]);
                        stage[c] = x[c] + ofV[0][i] * shifted[c] + ofW[0][i] * noise(i, c);
                    }
                gradient(t + NODES[0] * h, stage, f0);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++)
                        stage[c] =
                                x[c] + ofV[1][i] * shifted[c] + ofW[1][i] * noise(i, c) - third[i] * h * u(i) * f0[c];
                gradient(t + NODES[1] * h, stage, f1);
                for (int i = 0; i < d; i++)
                    for (int c = i * rows; c < (i + 1) * rows; c++) {
                        double push = 0.5 * h * u(i);
                        x[c] += ofV[2][i] * shifted[c]
                                + ofW[2][i] * noise(i, c)
                                - push * (ofV[1][i] * f0[c] + ofV[0][i] * f1[c]);
                        v[c] = decay[2][i] * shifted[c]
                                - push * (decay[1][i] * f0[c] + decay[0][i] * f1[c])
                                + ofNoise[i] * noise(i, c)
                                - rho(i) * (area[c] - 6 * area2[c]);
                    }
                return false;
            }

            private double noise(int i, int c) {
                return rho(i) * (w[c] - 12 * area2[c]);
            }
        };
    }
}
