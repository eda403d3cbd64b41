package org.onsager.tensor;

import java.util.HashSet;
import java.util.function.Consumer;

/// A cursor on JSON of the three kinds that a safetensors header has: objects, strings, arrays of whole numbers.
/// Anything else is refused, with the position.
final class Text {
    private final String text;
    private int at;

    Text(String text) {
        this.text = text;
    }

    /// Reads an object; `member` is called after each key and reads the value.
    void object(Consumer<String> member) {
        expect('{');
        if (peek() == '}') {
            at++;
            return;
        }
        var seen = new HashSet<String>();
        while (true) {
            var key = string();
            if (!seen.add(key)) throw wrong("the key %s occurs twice".formatted(quoted(key)));
            expect(':');
            member.accept(key);
            if (peek() == '}') break;
            expect(',');
        }
        at++;
    }

    String string() {
        expect('"');
        var read = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') return read.toString();
            if (c < ' ') throw wrong("a control character is not allowed in a string");
            read.append(c == '\\' ? escaped() : c);
        }
    }

    /// Whole numbers that are not negative.
    long[] numbers() {
        expect('[');
        var read = new java.util.ArrayList<Long>();
        if (peek() == ']') {
            at++;
            return new long[0];
        }
        while (true) {
            read.add(number());
            if (peek() == ']') break;
            expect(',');
        }
        at++;
        return read.stream().mapToLong(Long::longValue).toArray();
    }

    /// Checks that only spaces follow.
    void end() {
        skip();
        if (at < text.length()) throw wrong("the header goes on after its end");
    }

    IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException("%s (character %d of the header)".formatted(reason, at));
    }

    private long number() {
        skip();
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        if (at == from || at - from > 18) throw wrong("a whole number in [0, 10^18) must stand here");
        return Long.parseLong(text, from, at, 10);
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int digit = Character.digit(next(), 16);
                    if (digit < 0) throw wrong("four hexadecimal digits must follow \\u");
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            default -> throw wrong("an unknown escape");
        };
    }

    private void expect(char wanted) {
        skip();
        if (next() != wanted) {
            at--;
            throw wrong("'%s' must stand here".formatted(wanted));
        }
    }

    private char peek() {
        skip();
        if (at >= text.length()) throw wrong("the header ends too early");
        return text.charAt(at);
    }

    private char next() {
        if (at >= text.length()) throw wrong("the header ends too early");
        return text.charAt(at++);
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ') quoted.append("\\u%04x".formatted((int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
