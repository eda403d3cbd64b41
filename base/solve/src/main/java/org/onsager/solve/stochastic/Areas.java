package org.onsager.solve.stochastic;

/// Which functionals of a Brownian path over \([s, t]\), \(h = t - s\), are known beside its increment.
public enum Areas {
    /// The increment \(W_{s,t} \sim N(0, h)\) alone.
    W(1),
    /// And \(H_{s,t} = \frac1h \int_s^t (W_{s,r} - \frac{r-s}{h} W_{s,t})\,dr \sim N(0, h/12)\), the space-time
    /// area.
    WH(2),
    /// And \(K_{s,t} = \frac1{h^2} \int_s^t (W_{s,r} - \frac{r-s}{h} W_{s,t})(\frac{s+t}2 - r)\,dr \sim N(0,
    /// h/720)\), the space-time-time area.
    WHK(3);

    private final int kinds;

    Areas(int kinds) {
        this.kinds = kinds;
    }

    /// Whether these include those.
    public boolean include(Areas others) {
        return kinds >= others.kinds;
    }

    /// Number of functionals a channel: 1, 2 or 3.
    int kinds() {
        return kinds;
    }
}
