package org.onsager.numerics.expression;

import java.util.ArrayList;
import java.util.List;

/// Cuts a text into tokens; a `#` starts a comment that ends with the line.
final class Lexer {
    private static final String[] LONG_SIGNS = {"<=", ">=", "==", "!=", "&&", "||", "**", ".."};
    private static final String SIGNS = "+-*/^<>!=?:(),[];'";

    private final String text;
    private final boolean lines;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int open;

    enum Kind {
        NUMBER,
        NAME,
        SIGN,
        END
    }

    /// @param kind  what it is
    /// @param text  the sign, the name or the digits, in ASCII where a sign has two spellings
    /// @param at  index of its first character
    record Token(Kind kind, String text, int at) {
        boolean is(String sign) {
            return kind != Kind.NUMBER && text.equals(sign);
        }
    }

    /// @param lines  whether the end of a line ends a statement, as in a system; else it is white space
    private Lexer(String text, boolean lines) {
        this.text = text;
        this.lines = lines;
    }

    static List<Token> tokens(String text, boolean lines) {
        if (text.length() > Limits.LENGTH)
            throw new ExpressionException(
                    "formula has %d characters, at most %d are allowed".formatted(text.length(), Limits.LENGTH));
        Lexer lexer = new Lexer(text, lines);
        while (lexer.at < text.length()) lexer.next();
        lexer.tokens.add(new Token(Kind.END, "end", text.length()));
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (c == '\n' && lines && endsStatement()) add(Kind.SIGN, ";", 1);
        else if (Character.isWhitespace(c) || c == '\u00a0') at++;
        else if (c == '#') comment();
        else if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) number();
        else if (isNameStart(c)) name();
        else sign(c);
    }

    private boolean endsStatement() {
        if (open > 0 || tokens.isEmpty()) return false;
        Token last = tokens.getLast();
        return last.kind != Kind.SIGN || last.is(")") || last.is("]") || last.is("'");
    }

    private void comment() {
        while (at < text.length() && text.charAt(at) != '\n') at++;
    }

    private void number() {
        int end = digits(at);
        // 0..9 is a range: its first point belongs to the sign
        if (isAt(end, '.') && !isAt(end + 1, '.')) end = digits(end + 1);
        if (isAt(end, 'e') || isAt(end, 'E')) {
            int exponent = end + 1;
            if (isAt(exponent, '+') || isAt(exponent, '-')) exponent++;
            if (digits(exponent) > exponent) end = digits(exponent);
        }
        add(Kind.NUMBER, text.substring(at, end), end - at);
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) end++;
        return end;
    }

    private boolean isAt(int index, char c) {
        return index < text.length() && text.charAt(index) == c;
    }

    private void name() {
        int end = at + 1;
        while (end < text.length() && isNamePart(text.charAt(end))) end++;
        String name = text.substring(at, end);
        add(Kind.NAME, name.equals("π") ? "pi" : name, end - at);
    }

    private void sign(char c) {
        for (String each : LONG_SIGNS) {
            if (text.startsWith(each, at)) {
                String plain = each.equals("**") ? "^" : each.equals("&&") ? "and" : each.equals("||") ? "or" : each;
                add(Kind.SIGN, plain, 2);
                return;
            }
        }
        String sign = switch (c) {
            case '−' -> "-";
            case '·', '×' -> "*";
            case '≤' -> "<=";
            case '≥' -> ">=";
            case '≠' -> "!=";
            case '∞' -> "inf";
            case '′', '’' -> "'";
            default -> SIGNS.indexOf(c) >= 0 ? String.valueOf(c) : "";
        };
        if (sign.isEmpty()) throw new ExpressionException(text, at, unknown(c));
        if (c == '(' || c == '[') open++;
        if ((c == ')' || c == ']') && open > 0) open--;
        add(c == '∞' ? Kind.NAME : Kind.SIGN, sign, 1);
    }

    private static String unknown(char c) {
        if (c == '%') return "character '%' has no meaning; write mod(a, b)";
        if (c == '|') return "character '|' has no meaning; write abs(x) or 'or'";
        if (c == '&') return "character '&' has no meaning; write 'and'";
        return "character '%s' (U+%04X) has no meaning in a formula".formatted(c, (int) c);
    }

    private void add(Kind kind, String token, int width) {
        tokens.add(new Token(kind, token, at));
        at += width;
    }

    static boolean isName(String name) {
        if (name.isEmpty() || !isNameStart(name.charAt(0))) return false;
        return name.chars().allMatch(c -> isNamePart((char) c));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c);
    }
}
