package org.onsager.cli;

import java.util.ArrayList;
import java.util.List;
import org.onsager.lab.Table;

/// Columns of text, aligned for a terminal or written as a Markdown table.
final class TextTable {
    private static final int ROWS = 1000;

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... head) {
        this.head = List.of(head);
    }

    /// The cells of a data table, the first thousand rows.
    static TextTable of(Table data) {
        var text = new TextTable(data.names().toArray(String[]::new));
        for (int r = 0; r < Math.min(data.rows(), ROWS); r++) {
            int row = r;
            text.row(data.columns().stream().map(column -> column.text(row)).toArray());
        }
        if (data.rows() > ROWS) text.row(data.columns().stream().map(_ -> "...").toArray());
        return text;
    }

    TextTable row(Object... cells) {
        var row = new ArrayList<String>();
        for (var cell : cells) row.add(String.valueOf(cell));
        if (row.size() != head.size())
            throw new IllegalArgumentException("a row must have %d cells".formatted(head.size()));
        rows.add(row);
        return this;
    }

    /// Aligned columns, two spaces between them; the last column is wrapped at `width` terminal columns.
    String aligned(int width) {
        var widths = new int[head.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = head.get(c).length();
            for (var row : rows) widths[c] = Math.max(widths[c], row.get(c).length());
        }
        var text = new StringBuilder();
        appendAligned(text, head, widths, width);
        for (var row : rows) appendAligned(text, row, widths, width);
        return text.toString();
    }

    private static void appendAligned(StringBuilder text, List<String> cells, int[] widths, int width) {
        int last = cells.size() - 1;
        int indent = 0;
        for (int c = 0; c < last; c++) {
            text.append(cells.get(c)).repeat(" ", widths[c] - cells.get(c).length() + 2);
            indent += widths[c] + 2;
        }
        int room = Math.max(30, width - indent);
        boolean first = true;
        for (var line : wrapped(cells.get(last), room)) {
            if (!first) text.repeat(" ", indent);
            text.append(line).append('\n');
            first = false;
        }
    }

    /// The text in lines of at most `room` characters, broken at spaces where there are some.
    static List<String> wrapped(String text, int room) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (rest.length() > room) {
            int at = rest.lastIndexOf(' ', room);
            if (at <= 0) at = room;
            lines.add(rest.substring(0, at).stripTrailing());
            rest = rest.substring(at).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    /// A Markdown table.
    String markdown() {
        var text = new StringBuilder();
        appendMarkdown(text, head);
        text.append("|").repeat("---|", head.size()).append('\n');
        for (var row : rows) appendMarkdown(text, row);
        return text.toString();
    }

    private static void appendMarkdown(StringBuilder text, List<String> cells) {
        for (var cell : cells)
            text.append("| ").append(cell.replace("|", "\\|")).append(' ');
        text.append("|\n");
    }
}
