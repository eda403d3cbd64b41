package org.onsager.memory.boltzmann;

/// Which diagonal blocks a convolutional \(A^\mathsf T A\) gives back at the border of an image, where zero
/// padding leaves out some taps of the kernel.
public enum Borders {
    /// The blocks that are there: \(\Phi_{ii} = 0\) everywhere, plain mean field.
    EXACT,
    /// The interior's blocks everywhere, as the authors' code does: \(I - \Phi \succeq mI\) still holds, but
    /// variables at the border are left with a positive semidefinite coupling to themselves.
    TILED_COMPAT
}
