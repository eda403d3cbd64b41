package org.onsager.papers.gppdesolver;

import org.onsager.inference.gaussian.Envelope;
import org.onsager.inference.gaussian.SpectralMixture;

/// The paper's four covariances.
enum Kernel {
    /// Student-t bumps in the spectrum.
    STM(Envelope.MATERN_5_2, true, "Student-t mixture"),
    /// Gaussian bumps.
    GM(Envelope.SQUARED_EXPONENTIAL, true, "Gaussian mixture"),
    /// No frequencies.
    SE(Envelope.SQUARED_EXPONENTIAL, false, "squared exponential"),
    /// No frequencies.
    MATERN(Envelope.MATERN_5_2, false, "Matern 5/2");

    private static final int COMPONENTS = 30;

    private final Envelope envelope;
    private final boolean frequencies;
    private final String label;

    Kernel(Envelope envelope, boolean frequencies, String label) {
        this.envelope = envelope;
        this.frequencies = frequencies;
        this.label = label;
    }

    String label() {
        return label;
    }

    SpectralMixture mixture() {
        return mixture(COMPONENTS);
    }

    SpectralMixture mixture(int components) {
        return new SpectralMixture(envelope, components, frequencies);
    }
}
