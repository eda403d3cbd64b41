package org.onsager.solve;

import java.util.Optional;

/// Proportional-integral-derivative step control.
///
/// With \(\delta = 1/r\) of the scaled error \(r\) and \(q = \hat p + 1\), the step is multiplied by
/// \(s\,\delta_n^{(P+I+D)/q}\,\delta_{n-1}^{-(P+2D)/q}\,\delta_{n-2}^{D/q}\), where the past is that of accepted
/// steps; the factor is held within \([f_{min}, f_{max}]\) after accepted steps and \([0.2, s]\) after rejected
/// ones. An error of 0 or infinity counts as 1 in the history. Steps are accepted below \(r = 1\).
///
/// Sources: G. Söderlind, *Digital filters in adaptive time-stepping*, ACM TOMS 29 (2003); E. Hairer, S. P.
/// Nørsett and G. Wanner, *Solving Ordinary Differential Equations I*, II.4.
///
/// @param tolerance  the scale of errors
/// @param proportional  \(P\); 0.4 for irregular errors with \(I = 0.3\), 0.1 for stochastic equations
/// @param integral  \(I\); 1 for the elementary controller
/// @param derivative  \(D\)
/// @param safety  \(s \in (0, 1]\)
/// @param factorMin  smallest factor after an accepted step; 1 keeps accepted steps from shrinking, 0.2 is
///     Hairer's way
/// @param factorMax  largest factor after an accepted step
/// @param firstStep  the first step; NaN to estimate it
/// @param minStep  smallest step, at least 0
/// @param maxStep  largest step
/// @param forceMinStep  take steps of `minStep` even when their error is too large, instead of stopping
public record Pid(
        Tolerance tolerance,
        double proportional,
        double integral,
        double derivative,
        double safety,
        double factorMin,
        double factorMax,
        double firstStep,
        double minStep,
        double maxStep,
        boolean forceMinStep)
        implements StepController {

    public Pid {
        require(safety > 0 && safety <= 1, "safety", safety, "(0, 1]");
        require(factorMin > 0 && factorMin <= 1, "factorMin", factorMin, "(0, 1]");
        require(factorMax >= 1, "factorMax", factorMax, "[1, inf)");
        require(minStep >= 0, "minStep", minStep, "[0, inf)");
        require(maxStep > minStep, "maxStep", maxStep, "(minStep, inf]");
        require(Double.isNaN(firstStep) || firstStep > 0, "firstStep", firstStep, "(0, inf)");
        require(
                proportional + integral + derivative > 0,
                "P + I + D",
                proportional + integral + derivative,
                "(0, inf)");
    }

    /// The elementary controller for these tolerances.
    public static Pid tol(double rtol, double atol) {
        return tol(Tolerance.of(rtol, atol));
    }

    /// The elementary controller for these tolerances.
    public static Pid tol(Tolerance tolerance) {
        return new Pid(tolerance, 0, 1, 0, 0.9, 1, 10, Double.NaN, 0, Double.POSITIVE_INFINITY, false);
    }

    /// Other coefficients of the controller.
    public Pid coefficients(double p, double i, double d) {
        return new Pid(tolerance, p, i, d, safety, factorMin, factorMax, firstStep, minStep, maxStep, forceMinStep);
    }

    /// Other bounds on the factor after accepted steps.
    public Pid factors(double min, double max) {
        return new Pid(
                tolerance,
                proportional,
                integral,
                derivative,
                safety,
                min,
                max,
                firstStep,
                minStep,
                maxStep,
                forceMinStep);
    }

    /// Another safety factor.
    public Pid safety(double factor) {
        return new Pid(
                tolerance,
                proportional,
                integral,
                derivative,
                factor,
                factorMin,
                factorMax,
                firstStep,
                minStep,
                maxStep,
                forceMinStep);
    }

    /// A given first step.
    public Pid startingWith(double step) {
        return new Pid(
                tolerance,
                proportional,
                integral,
                derivative,
                safety,
                factorMin,
                factorMax,
                step,
                minStep,
                maxStep,
                forceMinStep);
    }

    /// Bounds on the step; below the smallest the run stops with [Status#DT_MIN].
    public Pid between(double min, double max) {
        return new Pid(
                tolerance,
                proportional,
                integral,
                derivative,
                safety,
                factorMin,
                factorMax,
                firstStep,
                min,
                max,
                false);
    }

    /// A smallest step that is taken whatever its error.
    public Pid forcing(double min) {
        return new Pid(
                tolerance,
                proportional,
                integral,
                derivative,
                safety,
                factorMin,
                factorMax,
                firstStep,
                min,
                maxStep,
                true);
    }

    @Override
    public boolean adaptive() {
        return true;
    }

    @Override
    public Optional<String> citation() {
        return Optional.of(
                proportional == 0 && derivative == 0
                        ? FirstStep.CITATION
                        : "G. Söderlind, Digital filters in adaptive time-stepping, ACM TOMS 29 (2003)");
    }

    @Override
    public History begin(double errorOrder) {
        return new Control(errorOrder + 1);
    }

    private static void require(boolean holds, String name, double value, String range) {
        if (!holds) throw new IllegalArgumentException("%s must be in %s, not %s".formatted(name, range, value));
    }

    private final class Control implements History {
        private final double exponent0;
        private final double exponent1;
        private final double exponent2;
        private double last = 1;
        private double beforeLast = 1;

        Control(double q) {
            exponent0 = (proportional + integral + derivative) / q;
            exponent1 = -(proportional + 2 * derivative) / q;
            exponent2 = derivative / q;
        }

        @Override
        public boolean accepts(double error) {
            return error < 1;
        }

        @Override
        public double growth(double error) {
            double factor = Math.clamp(factor(error), factorMin, factorMax);
            beforeLast = last;
            last = inverse(error);
            return factor;
        }

        @Override
        public double shrink(double error) {
            return Math.clamp(factor(error), 0.2, safety);
        }

        @Override
        public void reset() {
            last = 1;
            beforeLast = 1;
        }

        @Override
        public void keep(Ledger ledger) {
            last = ledger.number(last);
            beforeLast = ledger.number(beforeLast);
        }

        private double factor(double error) {
            if (error == 0) return factorMax;
            double factor = safety * Math.pow(1 / error, exponent0);
            if (exponent1 != 0) factor *= Math.pow(last, exponent1);
            if (exponent2 != 0) factor *= Math.pow(beforeLast, exponent2);
            return factor;
        }

        private static double inverse(double error) {
            return error == 0 || Double.isInfinite(error) ? 1 : 1 / error;
        }
    }
}
