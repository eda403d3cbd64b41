package org.onsager.numerics;

/// A family of systems \(F(x, \lambda) = 0\): as many equations as unknowns, and a parameter.
@FunctionalInterface
public interface ParametricEquations {

    /// \(F(x, \lambda)\).
    ///
    /// @param unknowns  \(x\), length \(n\), to be left alone
    /// @param parameter  \(\lambda\)
    /// @return \(n\) values in a new array
    double[] at(double[] unknowns, double parameter);

    /// The family of the fixed points of \(G(x, \lambda)\): \(F = G(x, \lambda) - x\).
    static ParametricEquations fixedPointOf(ParametricEquations map) {
        return (unknowns, parameter) -> {
            double[] image = map.at(unknowns, parameter).clone();
            for (int i = 0; i < image.length; i++) image[i] -= unknowns[i];
            return image;
        };
    }
}
