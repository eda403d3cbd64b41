package org.onsager.transport.sample;

import org.onsager.solve.Increment;
import org.onsager.solve.Solver;
import org.onsager.solve.StateSpace;
import org.onsager.solve.StepController;
import org.onsager.solve.stochastic.Brownian;
import org.onsager.solve.stochastic.Interpretation;
import org.onsager.solve.stochastic.Noise;
import org.onsager.solve.stochastic.SdeTerm;
import org.onsager.transport.VectorField;

/// \(dX = f\,dt + dM\) for many particles at once, with a martingale \(M\) that does not depend on \(X\).
///
/// @param drift  \(f\)
/// @param count  particles
/// @param path  \(M\)
record ParticleTerm(VectorField drift, int count, Brownian path) implements SdeTerm<double[]> {

    @Override
    public Interpretation interpretation() {
        return Interpretation.ITO;
    }

    @Override
    public Noise noise() {
        return Noise.ADDITIVE;
    }

    @Override
    public StateSpace<double[]> space() {
        return new ParticleSpace(drift.dimension());
    }

    @Override
    public double[] drift(double t, double[] y, double[] into) {
        drift.at(t, y, count, into);
        return into;
    }

    @Override
    public double[] diffusion(double t, double[] y, double[] w, double[] into) {
        System.arraycopy(w, 0, into, 0, w.length);
        return into;
    }

    @Override
    public double[] apply(double t, double[] y, Increment increment, double[] into) {
        drift.at(t, y, count, into);
        double h = increment.dt();
        double[] w = increment.value();
        for (int i = 0; i < into.length; i++) into[i] = Math.fma(h, into[i], w[i]);
        return into;
    }

    /// Nothing to check: the noise is additive by construction.
    @Override
    public void check(Solver solver, StepController controller, double t0, double t1, double[] y0) {}
}
