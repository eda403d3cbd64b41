package org.onsager.lab;

import java.util.Arrays;
import java.util.stream.Collectors;

/// One comparison of a claim's measured side with its published side. A claim holds if all of its checks hold.
public sealed interface Check {

    /// What is compared, such as `gamma_c(P = 4)`.
    String name();

    /// Whether it holds; false whenever a number in it is not finite.
    boolean holds();

    /// The comparison in one line, with both sides and how much room there was.
    String describe();

    /// How far the measurement is from the published side in units of what is tolerated: at most 1 if it holds.
    double strain();

    /// A number within an absolute tolerance: \(|measured - expected| \le tolerance\).
    ///
    /// @param tolerance  at least 0, in the unit of the number
    record Value(String name, double expected, double measured, double tolerance) implements Check {
        public Value {
            if (!(tolerance >= 0))
                throw new IllegalArgumentException("tolerance must be in [0, inf), not " + tolerance);
        }

        @Override
        public boolean holds() {
            return Math.abs(measured - expected) <= tolerance;
        }

        @Override
        public String describe() {
            return "%s: expected %.8g, measured %.8g, tolerance %.2g".formatted(name, expected, measured, tolerance);
        }

        @Override
        public double strain() {
            double distance = Math.abs(measured - expected);
            return holds()
                    ? (distance == 0 ? 0 : distance / tolerance)
                    : Math.max(distance / tolerance, Math.nextUp(1.0));
        }
    }

    /// A mean over `n` independent samples within `sigmas` of its standard errors (plus `systematic`, the stated
    /// bias that finite size or discretisation leaves).
    ///
    /// @param standardError  of `measured`, at least 0
    /// @param n  independent samples behind `measured`
    /// @param sigmas  tolerated standard errors: 4 lets a true claim fail about once in 16,000 runs
    /// @param systematic  tolerated bias, in the unit of the number, 0 if none
    record Estimate(
            String name,
            double expected,
            double measured,
            double standardError,
            long n,
            double sigmas,
            double systematic)
            implements Check {
        public Estimate {
            if (!(sigmas > 0)) throw new IllegalArgumentException("sigmas must be in (0, inf), not " + sigmas);
            if (!(systematic >= 0)) {
                throw new IllegalArgumentException("systematic must be in [0, inf), not " + systematic);
            }
        }

        /// The whole tolerance, \(sigmas \cdot standardError + systematic\).
        public double tolerance() {
            return sigmas * standardError + systematic;
        }

        @Override
        public boolean holds() {
            return Math.abs(measured - expected) <= tolerance();
        }

        @Override
        public String describe() {
            return "%s: expected %.6g, measured %.6g +- %.2g (n = %d), tolerance %.2g (%.3g standard errors%s)"
                    .formatted(
                            name,
                            expected,
                            measured,
                            standardError,
                            n,
                            tolerance(),
                            sigmas,
                            systematic > 0 ? " + %.2g systematic".formatted(systematic) : "");
        }

        @Override
        public double strain() {
            double distance = Math.abs(measured - expected);
            return holds()
                    ? (distance == 0 ? 0 : distance / tolerance())
                    : Math.max(distance / tolerance(), Math.nextUp(1.0));
        }
    }

    /// A number inside a closed interval; an end may be infinite.
    record Within(String name, double low, double high, double measured) implements Check {
        @Override
        public boolean holds() {
            return low <= measured && measured <= high;
        }

        @Override
        public String describe() {
            return "%s: expected in [%.6g, %.6g], measured %.8g".formatted(name, low, high, measured);
        }

        @Override
        public double strain() {
            return holds() ? 0 : Math.nextUp(1.0);
        }
    }

    /// Numbers that never fall by more than `slack` from one to the next.
    ///
    /// @param slack  tolerated fall, from the numbers' errors; 0 for strict order of exact numbers
    record Increasing(String name, double[] values, double slack) implements Check {
        @Override
        public boolean holds() {
            for (int i = 1; i < values.length; i++) if (!(values[i] >= values[i - 1] - slack)) return false;
            return values.length > 1;
        }

        @Override
        public String describe() {
            return "%s: increasing (slack %.2g): %s"
                    .formatted(
                            name,
                            slack,
                            Arrays.stream(values).mapToObj("%.5g"::formatted).collect(Collectors.joining(", ")));
        }

        @Override
        public double strain() {
            return holds() ? 0 : Math.nextUp(1.0);
        }
    }

    /// A yes or no, with what it was judged by.
    ///
    /// @param evidence  the numbers behind the judgement, one line
    record Fact(String name, boolean holds, String evidence) implements Check {
        @Override
        public String describe() {
            return "%s: %s (%s)".formatted(name, holds ? "yes" : "no", evidence);
        }

        @Override
        public double strain() {
            return holds ? 0 : Math.nextUp(1.0);
        }
    }
}
