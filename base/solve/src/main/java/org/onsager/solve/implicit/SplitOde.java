package org.onsager.solve.implicit;

import org.onsager.solve.Mass;
import org.onsager.solve.Ode;
import org.onsager.solve.OdeTerm;
import org.onsager.solve.StateSpace;

/// A right-hand side in two parts, \(y' = f_E(t, y) + f_I(t, y)\), of which the second is stiff.
///
/// It holds storage for the sum of the parts: for one run at a time.
///
/// Implicit-explicit methods ([KenCarp4]) take the first part explicitly; all others solve the sum.
public final class SplitOde implements OdeTerm<double[]> {
    private final Ode explicit;
    private final Ode implicit;
    private double[] part = new double[0];

    /// @param explicit  the non-stiff part \(f_E\)
    /// @param implicit  the stiff part \(f_I\), with its Jacobian if it has one
    /// @throws IllegalArgumentException if a part has a mass matrix
    public SplitOde(Ode explicit, Ode implicit) {
        if (!(explicit.mass() instanceof Mass.Identity && implicit.mass() instanceof Mass.Identity))
            throw new IllegalArgumentException(
                    "the parts of a split equation must have no mass matrix; solve the sum as one Ode, or divide by M");
        this.explicit = explicit;
        this.implicit = implicit;
    }

    /// The non-stiff part.
    public Ode explicit() {
        return explicit;
    }

    /// The stiff part.
    public Ode implicit() {
        return implicit;
    }

    @Override
    public StateSpace<double[]> space() {
        return implicit.space();
    }

    @Override
    public double[] rate(double t, double[] y, double[] into) {
        if (part.length != y.length) part = new double[y.length];
        implicit.rate(t, y, into);
        explicit.rate(t, y, part);
        for (int i = 0; i < y.length; i++) into[i] += part[i];
        return into;
    }
}
