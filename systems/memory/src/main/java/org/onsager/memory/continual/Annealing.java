package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

/// The inverse temperature of the fields, raised epoch by epoch: \(\beta_e = s\tanh(a + b\,e/E)\), \(e = 1,
/// \dots, E\) over the whole sequence, so that weights harden as learning goes on.
///
/// @param scale  \(s > 0\)
/// @param offset  \(a > 0\)
/// @param slope  \(b \ge 0\): 2 for permuted tasks, 1 for a sequence of two (authors' code)
/// @param epochs  \(E \ge 1\), all tasks together; later epochs stay at \(\beta_E\)
public record Annealing(double scale, double offset, double slope, int epochs) {
    public Annealing {
        require(scale > 0 && scale < Double.POSITIVE_INFINITY, "scale", scale, "(0, inf)");
        require(offset > 0 && offset < Double.POSITIVE_INFINITY, "offset", offset, "(0, inf)");
        require(slope >= 0 && slope < Double.POSITIVE_INFINITY, "slope", slope, "[0, inf)");
        require(epochs >= 1, "epochs", epochs, "[1, inf)");
    }

    /// \(10\tanh(0.1 + 2e/E)\).
    public static Annealing permuted(int epochs) {
        return new Annealing(10, 0.1, 2, epochs);
    }

    /// \(10\tanh(0.1 + e/E)\).
    public static Annealing sequential(int epochs) {
        return new Annealing(10, 0.1, 1, epochs);
    }

    /// A fixed inverse temperature.
    public static Annealing constant(double beta) {
        return new Annealing(beta / Math.tanh(1), 1, 0, 1);
    }

    /// \(\beta\) of epoch `epoch`, from 1.
    public double beta(long epoch) {
        return scale * Math.tanh(offset + slope * Math.min(Math.max(epoch, 1), epochs) / epochs);
    }
}
