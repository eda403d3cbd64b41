package org.onsager.papers.multiexpectationis;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Trial;
import org.onsager.numerics.statistics.Estimate;

/// Collects claim M10: means over independent runs against the truth.
final class Unbiasedness {
    private record Case(String name, double z, int runs) {}

    private final List<Case> cases = new ArrayList<>();

    /// @param estimates  `[run][j]`
    /// @param truth  of every expectation
    void add(String name, double[][] estimates, double[] truth) {
        for (int j = 0; j < truth.length; j++) {
            var column = new double[estimates.length];
            for (int r = 0; r < column.length; r++) column[r] = estimates[r][j];
            cases.add(new Case(
                    "%s, j = %d".formatted(name, j + 1), Estimate.of(column).deviation(truth[j]), column.length));
        }
    }

    void judge(Trial trial) {
        if (cases.stream().mapToInt(Case::runs).min().orElse(0) < 20 || cases.size() <= 18) {
            trial.untested("M10", "needs at least 20 runs of all three models: use standard");
            return;
        }
        var claim = trial.claim("M10");
        for (var each : cases) claim.within("z of " + each.name, -4, 4, each.z);
        double worst =
                cases.stream().mapToDouble(each -> Math.abs(each.z)).max().orElse(Double.NaN);
        trial.metric("largest_z", worst);
        claim.done("%d expectations, largest |z| = %.2f; z of the mean over runs, by Student's law with as many degrees"
                        .formatted(cases.size(), worst)
                + " of freedom as runs less one");
    }
}
