package org.onsager.solve;

/// The increment of a control over one step: \(\Delta x\) of each channel and, for Brownian controls, the areas
/// that high-order schemes use. Owned by a stepper and refilled for every step.
public final class Increment {
    private double from;
    private double to;
    private final double[] value;
    private final double[] spaceTimeArea;
    private final double[] spaceTimeTimeArea;
    private double[] levyArea = new double[0];

    /// Room for a control of `channels` channels.
    public Increment(int channels) {
        value = new double[channels];
        spaceTimeArea = new double[channels];
        spaceTimeTimeArea = new double[channels];
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

    /// Area \(A^{ij}\) between channels, row-major, antisymmetric; zero unless the control supplies it. Made at
    /// the first call, as few methods use it.
    public double[] levyArea() {
        return levyArea(value.length * value.length);
    }

    /// The same for a batch, whose areas are between the channels of one row: `size` numbers.
    public double[] levyArea(int size) {
        if (levyArea.length != size) levyArea = new double[size];
        return levyArea;
    }
}
