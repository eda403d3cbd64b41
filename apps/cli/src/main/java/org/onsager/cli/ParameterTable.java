package org.onsager.cli;

import org.onsager.lab.Parameters;

/// The parameters of a record as help shows them.
final class ParameterTable {
    private ParameterTable() {}

    static <P extends Record> String text(P record, int width) {
        var table = new TextTable("name", "value", "range", "meaning");
        for (var description : Parameters.of(record).describe(record)) {
            table.row(
                    description.name(),
                    clipped(description.value()),
                    description.range(),
                    description.documentation()
                            + (description.unit().isEmpty() ? "" : " (" + description.unit() + ")"));
        }
        return table.aligned(width);
    }

    private static String clipped(String value) {
        return value.length() <= 28 ? value : value.substring(0, 25) + "...";
    }
}
