package org.onsager.lab.figure;

/// Labels with `\( \)` formulas in other words.
public final class Labels {
    private Labels() {}

    /// The label as plain text in Unicode, scripts marked by `_` and `^`.
    public static String plain(String label) {
        return Tex.plain(label);
    }

    /// The label in HTML of `i`, `sub` and `sup`; everything else is escaped.
    public static String html(String label) {
        var html = new StringBuilder();
        for (var run : Tex.runs(label)) {
            var text = escape(run.text());
            if (run.italic()) text = "<i>" + text + "</i>";
            if (run.level() > 0) text = "<sup>" + text + "</sup>";
            if (run.level() < 0) text = "<sub>" + text + "</sub>";
            html.append(text);
        }
        return html.toString();
    }

    /// Text that is safe in the elements and quoted attributes of HTML and XML; characters that XML cannot hold
    /// are left out.
    public static String escape(String text) {
        return SvgCanvas.escape(text);
    }
}
