package org.onsager.numerics.expression;

/// A formula is wrong: one line that says where, what, and what was expected.
///
/// The only exception that parsing and compiling text can throw, whatever the text.
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    private final int line;
    private final int column;

    /// An error at a place of a text.
    ///
    /// @param source  the whole text
    /// @param at  index of the offending character, from 0 to the length of the text
    /// @param what  what is wrong and what was expected, one clause
    ExpressionException(String source, int at, String what) {
        this(position(source, at), source, what);
    }

    /// An error that belongs to no place, such as a derivative that grows beyond the limits.
    ExpressionException(String what) {
        super(what);
        line = 0;
        column = 0;
    }

    private ExpressionException(Position position, String source, String what) {
        super(position.describe(source) + ": " + oneLine(what));
        line = position.line;
        column = position.column;
    }

    /// Line of the error from 1, or 0 if it has no place.
    public int line() {
        return line;
    }

    /// Column of the error from 1, or 0 if it has no place.
    public int column() {
        return column;
    }

    private static Position position(String source, int at) {
        int end = Math.min(at, source.length());
        int line = 1;
        int start = 0;
        for (int i = 0; i < end; i++) {
            if (source.charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return new Position(line, end - start + 1, start);
    }

    private record Position(int line, int column, int start) {

        /// The line's text, or a window of it round the error.
        String describe(String source) {
            int end = source.indexOf('\n', start);
            if (end < 0) end = source.length();
            int from = start;
            if (end - start > SHOWN) from = Math.max(start, Math.min(start + column - SHOWN / 2, end - SHOWN));
            int to = Math.min(end, from + SHOWN);
            String shown = (from > start ? "..." : "") + source.substring(from, to) + (to < end ? "..." : "");
            String where = source.indexOf('\n') < 0 ? "column " + column : "line " + line + ", column " + column;
            return where + " of '" + oneLine(shown) + "'";
        }
    }

    /// Replaces control characters, so that a hostile formula cannot forge lines of a log.
    static String oneLine(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            clean.append(plain && c != '\u2028' && c != '\u2029' ? c : '?');
        }
        return clean.toString();
    }
}
