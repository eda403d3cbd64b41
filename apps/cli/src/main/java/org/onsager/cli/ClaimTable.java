package org.onsager.cli;

import org.onsager.lab.Check;
import org.onsager.lab.Claim;
import org.onsager.lab.Outcome;
import org.onsager.lab.Verdict;

/// The claims of a run for a terminal: published value, measured value, tolerance, verdict.
final class ClaimTable {
    private ClaimTable() {}

    static String text(Outcome outcome, int width) {
        var text = new StringBuilder();
        text.append("%s  scale %s  seed %d%n"
                .formatted(
                        outcome.record().paper(),
                        outcome.record().scale(),
                        outcome.record().seed()));
        var table = new TextTable("claim", "verdict", "expected", "measured", "tolerance", "statement");
        for (var claim : outcome.claims()) {
            var numbers = numbers(claim);
            table.row(
                    claim.statement().id(),
                    claim.verdict().word(),
                    numbers[0],
                    numbers[1],
                    numbers[2],
                    statement(claim));
        }
        text.append(table.aligned(width));
        text.append("%d reproduced, %d not reproduced, %d not tested, %.1f s%n"
                .formatted(
                        outcome.count(Verdict.REPRODUCED),
                        outcome.count(Verdict.NOT_REPRODUCED),
                        outcome.count(Verdict.NOT_TESTED),
                        outcome.seconds()));
        text.append("again: ").append(outcome.command()).append('\n');
        return text.toString();
    }

    /// What is claimed, and why it was not tested or what failed.
    private static String statement(Claim claim) {
        var text = claim.statement().text();
        return switch (claim.verdict()) {
            case REPRODUCED -> text;
            case NOT_TESTED -> text + " [" + claim.note() + "]";
            case NOT_REPRODUCED ->
                text + " [" + claim.tightest().map(Check::describe).orElse("") + "; " + claim.note() + "]";
        };
    }

    private static String[] numbers(Claim claim) {
        return switch (claim.tightest().orElse(null)) {
            case Check.Value value ->
                new String[] {number(value.expected()), number(value.measured()), number(value.tolerance())};
            case Check.Estimate estimate ->
                new String[] {
                    number(estimate.expected()),
                    "%s +- %.2g".formatted(number(estimate.measured()), estimate.standardError()),
                    number(estimate.tolerance())
                };
            case Check.Within within ->
                new String[] {
                    "[%s, %s]".formatted(number(within.low()), number(within.high())), number(within.measured()), ""
                };
            case Check.Increasing increasing ->
                new String[] {"increasing", increasing.holds() ? "yes" : "no", number(increasing.slack())};
            case Check.Fact fact -> new String[] {"yes", fact.holds() ? "yes" : "no", ""};
            case null -> new String[] {"", "", ""};
        };
    }

    private static String number(double value) {
        if (value == 0) return "0";
        double size = Math.abs(value);
        var text = size >= 1e-3 && size < 1e7 ? "%.7g".formatted(value) : "%.3g".formatted(value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("\\.$", "")
                : text;
    }
}
