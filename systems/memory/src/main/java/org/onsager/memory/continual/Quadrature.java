package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

/// How finely the theory's integrals are cut. The standard is good to about \(10^{-9}\) in the order parameters;
/// [#halved] tells how much of a solution is quadrature.
///
/// @param inner  least trapezoid nodes of the average over \(x\), which follows the peak of its integrand
/// @param panel  Gauss-Legendre nodes a panel of the average over \(z\) in the energy, whose panels shrink
///     geometrically towards the step of \(\Phi(rz/\sqrt{q-r^2})\)
/// @param weight  Gauss-Legendre nodes of \(m\) on each of \([-1, 0]\) and \([0, 1]\)
/// @param decay  trapezoids in Gaussian fields leave \(e^{-\mathrm{decay}}\)
public record Quadrature(int inner, int panel, int weight, double decay) {

    public Quadrature {
        require(inner >= 16, "inner", inner, "[16, inf)");
        require(panel >= 4, "panel", panel, "[4, inf)");
        require(weight >= 8, "weight", weight, "[8, inf)");
        require(decay >= 5, "decay", decay, "[5, inf)");
    }

    public static Quadrature standard() {
        return new Quadrature(96, 16, 160, 27);
    }

    /// Half the nodes everywhere.
    public Quadrature halved() {
        return new Quadrature(Math.max(16, inner / 2), Math.max(4, panel / 2), Math.max(8, weight / 2), decay / 2);
    }
}
