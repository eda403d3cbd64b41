package org.onsager.lab.report;

import java.util.Locale;
import org.onsager.lab.figure.Labels;

/// Text on its way into the page.
final class Html {
    private Html() {}

    /// Plain text.
    static String text(String text) {
        return Labels.escape(text);
    }

    /// Text whose `\( \)` formulas are shown at once in plain HTML and typeset by the page's script.
    static String rich(String text) {
        var html = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf("\\(", at);
            int close = open < 0 ? -1 : text.indexOf("\\)", open);
            if (close < 0) break;
            html.append(text(text.substring(at, open)));
            html.append("<span class=\"tex\" data-tex=\"")
                    .append(text(text.substring(open + 2, close)))
                    .append("\">")
                    .append(Labels.html(text.substring(open, close + 2)))
                    .append("</span>");
            at = close + 2;
        }
        return html.append(text(text.substring(at))).toString();
    }

    /// A number in at most eight significant digits, with a real minus sign.
    static String number(double value) {
        if (Double.isNaN(value)) return "–";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        if (value == Math.rint(value) && Math.abs(value) < 1e9)
            return String.valueOf((long) value).replace('-', '−');
        return trimmed(String.format(Locale.ROOT, "%.8g", value)).replace('-', '−');
    }

    private static String trimmed(String digits) {
        int exponent = digits.indexOf('e');
        var mantissa = exponent < 0 ? digits : digits.substring(0, exponent);
        if (mantissa.contains(".")) mantissa = mantissa.replaceAll("0+$", "").replaceAll("\\.$", "");
        return mantissa + (exponent < 0 ? "" : digits.substring(exponent));
    }

    /// A word that is safe as an id.
    static String id(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
