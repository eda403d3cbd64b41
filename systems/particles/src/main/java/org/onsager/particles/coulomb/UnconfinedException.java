package org.onsager.particles.coulomb;

/// The trap is too weak to hold the gas: its field never reaches that of the whole charge.
public final class UnconfinedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UnconfinedException(String trap, int dimension) {
        super(("the gas is unconfined: trap must have r^%d V'(r) > 1 for large r, which %s has not"
                        + " (in dimension 2 it must grow faster than log(r), in dimension 1 faster than r)")
                .formatted(dimension - 1, trap));
    }
}
