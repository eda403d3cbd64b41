package org.onsager.transport.interpolant;

/// A conditional expectation given \(x_t = x\): what a network may learn and a sampler may need.
public enum Quantity {
    /// \(b = E[\dot x_t \mid x]\); the law obeys \(\partial_t\rho + \nabla\cdot(b\rho) = 0\).
    VELOCITY("velocity b"),
    /// \(v = E[\alpha' x_0 + \beta' x_1 \mid x]\), the velocity without the noise's share.
    PARTIAL_VELOCITY("partial velocity v"),
    /// \(s = \nabla\log\rho\).
    SCORE("score s"),
    /// \(\eta_z = E[z \mid x]\), so that \(s = -\eta_z/\gamma\) (the sign convention of this package).
    DENOISER("denoiser eta_z"),
    /// \(\eta_0 = E[x_0 \mid x]\).
    START("start eta_0"),
    /// \(\eta_1 = E[x_1 \mid x]\).
    END("end eta_1");

    private final String words;

    Quantity(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
