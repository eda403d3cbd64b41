package org.onsager.solve;

/// The increment of a control over one step: \(\Delta x\) of each channel and, for Brownian controls, the areas
/// that high-order schemes use. Owned by a stepper and refilled for every step.
public final class Increment {
    private double from;
    private double to;
    private final double[] value;
    private final double[] spaceTimeArea;
    private final double[] spaceTimeTimeArea;
    private final double[] levyArea;

    /// Room for a control of `channels` channels.
    public Increment(int channels) {
        value = new double[channels];
        spaceTimeArea = new double[channels];
        spaceTimeTimeArea = new double[channels];
        levyArea = new double[channels * channels];
    }

    /// Sets the interval; called by the term that fills the increment in.
    public Increment over(double t0, double t1) {
        from = t0;
        to = t1;
        return this;
    }

    /// Start of the interval.
    public double from() {
        return from;
    }

    /// End of the interval.
    public double to() {
        return to;
    }

    /// \(h = t_1 - t_0\), negative backwards in time.
    public double dt() {
        return to - from;
    }

    /// \(\Delta x\) or \(W_{s,t}\), one a channel; to be written by the term.
    public double[] value() {
        return value;
    }

    /// Space-time area \(H_{s,t}\) of each Brownian channel; zero for other controls.
    public double[] spaceTimeArea() {
        return spaceTimeArea;
    }

    /// Space-time-time area \(K_{s,t}\) of each Brownian channel; zero for other controls.
    public double[] spaceTimeTimeArea() {
        return spaceTimeTimeArea;
    }

    /// Area \(A^{ij}\) between channels, row-major, antisymmetric; zero unless the control supplies it.
    public double[] levyArea() {
        return levyArea;
    }
}
