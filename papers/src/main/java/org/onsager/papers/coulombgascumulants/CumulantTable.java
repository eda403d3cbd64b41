package org.onsager.papers.coulombgascumulants;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Table;
import org.onsager.numerics.statistics.Estimate;
import org.onsager.particles.coulomb.CumulantValue;

/// Rows of cumulants by several methods, each with its error and what speaks against it.
final class CumulantTable {
    private final List<String> methods = new ArrayList<>();
    private final List<Integer> orders = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
    private final List<Double> errors = new ArrayList<>();
    private final List<String> neglected = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    void add(CumulantValue value) {
        add(
                value.method().name().toLowerCase(java.util.Locale.ROOT),
                value.order(),
                value.value(),
                value.error(),
                value.neglected(),
                String.join("; ", value.warnings()));
    }

    void add(String method, int order, double value, double error, String left, String note) {
        methods.add(method);
        orders.add(order);
        values.add(value);
        errors.add(error);
        neglected.add(left);
        notes.add(note);
    }

    /// k-statistics; a value below two standard errors is marked as not resolved.
    void add(String method, Estimate[] estimates, String note) {
        for (int q = 1; q <= estimates.length; q++) {
            var estimate = estimates[q - 1];
            var value = new CumulantValue(
                    q, estimate.mean(), CumulantValue.Method.SAMPLE, estimate.standardError(), "", List.of());
            add(
                    method,
                    q,
                    estimate.mean(),
                    estimate.standardError(),
                    "",
                    value.resolved() ? note : (note.isEmpty() ? "not resolved" : "not resolved; " + note));
        }
    }

    Table table() {
        return Table.builder()
                .with("order", orders.stream().mapToInt(Integer::intValue).toArray())
                .with("method", methods)
                .with("value", values.stream().mapToDouble(Double::doubleValue).toArray())
                .with("error", errors.stream().mapToDouble(Double::doubleValue).toArray())
                .with("neglected", neglected)
                .with("note", notes)
                .build();
    }
}
