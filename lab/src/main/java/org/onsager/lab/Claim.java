package org.onsager.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A published statement with what a run measured of it and the verdict.
///
/// @param statement  what is claimed
/// @param checks  the comparisons, empty if it was not tested
/// @param note  how it was measured, why it was not, or the best explanation of a failure
public record Claim(Statement statement, List<Check> checks, String note) {
    public Claim {
        checks = List.copyOf(checks);
    }

    /// A claim that this run could not test, with the reason.
    public static Claim untested(Statement statement, String reason) {
        return new Claim(statement, List.of(), reason);
    }

    /// Reproduced if every check holds, not tested if there is none.
    public Verdict verdict() {
        if (checks.isEmpty()) return Verdict.NOT_TESTED;
        return checks.stream().allMatch(Check::holds) ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED;
    }

    /// The check that came nearest to failing, or failed worst: the one that a summary shows.
    public Optional<Check> tightest() {
        return checks.stream().max(Comparator.comparingDouble(Check::strain));
    }

    /// A claim being measured: collects checks, then closes itself in its trial.
    ///
    /// ```java
    /// trial.claim("D1").number("gamma_c(P = 4)", 0.395720, capacity4, 1e-5).number("gamma_c(P = 6)",
    /// ...).done();
    /// ```
    public static final class Draft {
        private final Statement statement;
        private final java.util.function.Consumer<Claim> recorder;
        private final List<Check> checks = new ArrayList<>();

        Draft(Statement statement, java.util.function.Consumer<Claim> recorder) {
            this.statement = statement;
            this.recorder = recorder;
        }

        /// Adds any check.
        public Draft check(Check check) {
            checks.add(check);
            return this;
        }

        /// Adds [Check.Value].
        public Draft number(String name, double expected, double measured, double tolerance) {
            return check(new Check.Value(name, expected, measured, tolerance));
        }

        /// Adds [Check.Estimate] without a systematic part.
        public Draft estimate(
                String name, double expected, double measured, double standardError, long n, double sigmas) {
            return check(new Check.Estimate(name, expected, measured, standardError, n, sigmas, 0));
        }

        /// Adds [Check.Within].
        public Draft within(String name, double low, double high, double measured) {
            return check(new Check.Within(name, low, high, measured));
        }

        /// Adds [Check.Increasing].
        public Draft increasing(String name, double[] values, double slack) {
            return check(new Check.Increasing(name, values, slack));
        }

        /// Adds [Check.Fact].
        public Draft fact(String name, boolean holds, String evidence) {
            return check(new Check.Fact(name, holds, evidence));
        }

        /// Hands the claim in.
        ///
        /// @param note  how it was measured
        public void done(String note) {
            if (checks.isEmpty()) throw new IllegalStateException("claim %s has no check".formatted(statement.id()));
            recorder.accept(new Claim(statement, checks, note));
        }
    }
}
