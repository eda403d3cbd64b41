package org.onsager.memory.rsb;

import org.onsager.numerics.special.LogSpace;
import org.onsager.numerics.special.NormalLaw;

/// Zero-temperature averages over \(G = a + b z_2\), \(a = \kappa + s z_1\), with the weight \(e^{D|G|}\). The
/// inner integral is closed,
/// \[ E_2e^{D|G|} = e^{D^2b^2/2}\left[e^{Da}\Phi\!\left(\tfrac ab + Db\right) + e^{-Da}\Phi\!\left(-\tfrac ab +
/// Db\right)\right], \]
/// the outer one a trapezoid whose step follows from the zeros of that bracket.
///
/// @param logWeight  \(E_1\ln E_2e^{D|G|}\)
/// @param sign  \(E_1\langle\mathrm{sgn}\,G\rangle\)
/// @param signSquared  \(E_1\langle\mathrm{sgn}\,G\rangle^2\)
/// @param modulus  \(E_1\langle|G|\rangle\)
/// @param response  \(\chi = 2E_1\langle\delta(G)\rangle\)
record GroundAverages(double logWeight, double sign, double signSquared, double modulus, double response) {
    private static final double REACH = 9;
    private static final double CERTAIN = 20;
    private static final double NEGLIGIBLE = 8.5;

    static GroundAverages of(double kappa, double outer, double inner, double weight) {
        double s = Math.sqrt(outer), b = Math.sqrt(inner);
        if (s == 0) return at(kappa, b, weight);
        double strip = Math.min(9, Math.min(0.5 * Math.PI / weight, 1.2 * b) / s);
        double step = 2 * Math.PI * strip / (44 + 0.5 * strip * strip);
        int half = (int) Math.ceil(REACH / step);
        double total = 0, logWeight = 0, sign = 0, signSquared = 0, modulus = 0, response = 0;
        for (int i = -half; i <= half; i++) {
            double z = i * step, w = Math.exp(-0.5 * z * z);
            var at = at(kappa + s * z, b, weight);
            total += w;
            logWeight += w * at.logWeight;
            sign += w * at.sign;
            signSquared += w * at.signSquared;
            modulus += w * at.modulus;
            response += w * at.response;
        }
        return new GroundAverages(
                logWeight / total, sign / total, signSquared / total, modulus / total, response / total);
    }

    private static GroundAverages at(double a, double b, double weight) {
        double ratio = a / b, shift = weight * b;
        if (weight * a > CERTAIN && ratio + shift > NEGLIGIBLE) return certain(a, b, weight, 1);
        if (weight * a < -CERTAIN && -ratio + shift > NEGLIGIBLE) return certain(a, b, weight, -1);
        double up = weight * a + NormalLaw.logCumulative(ratio + shift);
        double down = -weight * a + NormalLaw.logCumulative(-ratio + shift);
        double sum = LogSpace.logAddExp(up, down);
        double above = Math.exp(up - sum), below = Math.exp(down - sum);
        // density of G at 0 over E e^(D|G|): e^(Da) phi(a/b + Db) = phi(a/b) e^(-D^2b^2/2)
        double density = Math.exp(NormalLaw.logDensity(ratio) - 0.5 * shift * shift - sum) / b;
        double sign = above - below;
        double modulus = a * sign + weight * b * b + 2 * b * b * density;
        return new GroundAverages(0.5 * shift * shift + sum, sign, sign * sign, modulus, 2 * density);
    }

    /// A field of one sign, all but \(e^{-40}\).
    private static GroundAverages certain(double a, double b, double weight, double sign) {
        double logWeight = weight * a * sign + 0.5 * weight * weight * b * b;
        double density = Math.exp(NormalLaw.logDensity(a / b) - logWeight) / b;
        return new GroundAverages(logWeight, sign, 1, a * sign + weight * b * b, 2 * density);
    }
}
