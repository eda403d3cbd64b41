package org.onsager.memory.montecarlo;

/// Ising spins \(\sigma_i = \pm1\) in a state that changes, under an energy that can answer for one site.
///
/// The field is defined by the energy, \(h_i = [E(\sigma_i = -1) - E(\sigma_i = +1)]/2\), so that heat bath and
/// Metropolis steps are exact for any coupling order. Not for sharing between threads while it moves.
public interface SpinSystem {

    /// Number of spins.
    int sites();

    /// \(\sigma_i\): -1 or +1.
    int spin(int site);

    /// \(h_i\) in the present state, in units of energy.
    double localField(int site);

    /// Turns one spin over.
    void flip(int site);

    /// The fields on all sites in the present state.
    ///
    /// @param into  receives one number a site
    default void localFields(double[] into) {
        for (int site = 0; site < sites(); site++) into[site] = localField(site);
    }

    /// The energy of the present state.
    double energy();

    /// Puts the system into another state.
    ///
    /// @param spins  one value of -1 or +1 a site; copied
    void reset(byte[] spins);

    /// A copy of the present state.
    default byte[] spins() {
        var spins = new byte[sites()];
        for (int site = 0; site < spins.length; site++) spins[site] = (byte) spin(site);
        return spins;
    }
}
