package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The little TeX that labels need, as runs of Unicode text.
///
/// Outside `\( \)` text is upright. Inside, letters are italic, digits and signs upright; Greek letters, sub- and
/// superscripts, roots, fractions (set as `a/b`), accents, function names and common signs are understood, an
/// unknown command shows its name. Scripts of scripts stay on the level of the first.
final class Tex {

    /// Text of one look.
    ///
    /// @param level  0 on the line, 1 raised, -1 lowered
    record Run(String text, boolean italic, int level) {}

    /// The size of a script relative to its line.
    static final double SCRIPT = 0.7;

    private static final Map<String, String> SIGNS = Map.ofEntries(
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"),
            Map.entry("epsilon", "ϵ"),
            Map.entry("varepsilon", "ε"),
            Map.entry("zeta", "ζ"),
            Map.entry("eta", "η"),
            Map.entry("theta", "θ"),
            Map.entry("vartheta", "ϑ"),
            Map.entry("iota", "ι"),
            Map.entry("kappa", "κ"),
            Map.entry("lambda", "λ"),
            Map.entry("mu", "μ"),
            Map.entry("nu", "ν"),
            Map.entry("xi", "ξ"),
            Map.entry("pi", "π"),
            Map.entry("rho", "ρ"),
            Map.entry("sigma", "σ"),
            Map.entry("tau", "τ"),
            Map.entry("upsilon", "υ"),
            Map.entry("phi", "φ"),
            Map.entry("varphi", "φ"),
            Map.entry("chi", "χ"),
            Map.entry("psi", "ψ"),
            Map.entry("omega", "ω"),
            Map.entry("Gamma", "Γ"),
            Map.entry("Delta", "Δ"),
            Map.entry("Theta", "Θ"),
            Map.entry("Lambda", "Λ"),
            Map.entry("Xi", "Ξ"),
            Map.entry("Pi", "Π"),
            Map.entry("Sigma", "Σ"),
            Map.entry("Phi", "Φ"),
            Map.entry("Psi", "Ψ"),
            Map.entry("Omega", "Ω"),
            Map.entry("le", "≤"),
            Map.entry("leq", "≤"),
            Map.entry("ge", "≥"),
            Map.entry("geq", "≥"),
            Map.entry("ne", "≠"),
            Map.entry("neq", "≠"),
            Map.entry("ll", "≪"),
            Map.entry("gg", "≫"),
            Map.entry("times", "×"),
            Map.entry("cdot", "·"),
            Map.entry("pm", "±"),
            Map.entry("mp", "∓"),
            Map.entry("infty", "∞"),
            Map.entry("partial", "∂"),
            Map.entry("nabla", "∇"),
            Map.entry("sum", "∑"),
            Map.entry("prod", "∏"),
            Map.entry("int", "∫"),
            Map.entry("to", "→"),
            Map.entry("rightarrow", "→"),
            Map.entry("leftarrow", "←"),
            Map.entry("mapsto", "↦"),
            Map.entry("propto", "∝"),
            Map.entry("approx", "≈"),
            Map.entry("sim", "∼"),
            Map.entry("simeq", "≃"),
            Map.entry("equiv", "≡"),
            Map.entry("in", "∈"),
            Map.entry("ell", "ℓ"),
            Map.entry("hbar", "ℏ"),
            Map.entry("dagger", "†"),
            Map.entry("top", "⊤"),
            Map.entry("star", "⋆"),
            Map.entry("ast", "∗"),
            Map.entry("prime", "′"),
            Map.entry("langle", "⟨"),
            Map.entry("rangle", "⟩"),
            Map.entry("Vert", "‖"),
            Map.entry("|", "‖"),
            Map.entry("mid", "|"),
            Map.entry("vert", "|"),
            Map.entry("ldots", "…"),
            Map.entry("dots", "…"),
            Map.entry("cdots", "⋯"),
            Map.entry("circ", "∘"),
            Map.entry("otimes", "⊗"),
            Map.entry("oplus", "⊕"),
            Map.entry("perp", "⊥"),
            Map.entry("parallel", "∥"),
            Map.entry("mathbb E", "𝔼"));
    private static final Map<String, String> SPACES = Map.of(
            ",",
            "\u2009",
            ";",
            "\u2005",
            ":",
            "\u2005",
            " ",
            " ",
            "quad",
            "\u2003",
            "!",
            "",
            "left",
            "",
            "right",
            "",
            "displaystyle",
            "");
    private static final Map<String, String> ACCENTS = Map.of(
            "bar",
            "\u0304",
            "overline",
            "\u0304",
            "hat",
            "\u0302",
            "tilde",
            "\u0303",
            "dot",
            "\u0307",
            "ddot",
            "\u0308",
            "vec",
            "\u20d7");
    private static final List<String> UPRIGHT =
            List.of("mathrm", "text", "operatorname", "mathsf", "mathbf", "mathcal", "mathbb", "boldsymbol");

    private final String source;
    private int at;
    private final List<Run> runs = new ArrayList<>();

    private Tex(String source) {
        this.source = source;
    }

    /// The runs of a label.
    static List<Run> runs(String label) {
        var tex = new Tex(label);
        while (tex.at < label.length()) {
            int open = label.indexOf("\\(", tex.at);
            int end = open < 0 ? label.length() : open;
            if (end > tex.at) tex.add(label.substring(tex.at, end), false, 0);
            tex.at = open < 0 ? end : open + 2;
            if (open >= 0) tex.math(0, false);
        }
        return List.copyOf(tex.runs);
    }

    /// The label as plain text, scripts marked by `_` and `^`.
    static String plain(String label) {
        var text = new StringBuilder();
        int level = 0;
        for (var run : runs(label)) {
            if (run.level != level && run.level != 0) text.append(run.level > 0 ? '^' : '_');
            level = run.level;
            text.append(run.text);
        }
        return text.toString();
    }

    /// Sets math until `\)`, a closing brace or the end.
    private void math(int level, boolean upright) {
        while (at < source.length()) {
            if (source.startsWith("\\)", at)) {
                if (level == 0 || depth == 0) at += 2;
                return;
            }
            char c = source.charAt(at);
            if (c == '}') {
                if (depth > 0) return;
                at++;
                continue;
            }
            atom(level, upright);
        }
    }

    private int depth;

    private void atom(int level, boolean upright) {
        char c = source.charAt(at++);
        switch (c) {
            case '{' -> {
                at--;
                group(level, upright);
            }
            case '_' -> group(level == 0 ? -1 : level, upright);
            case '^' -> group(level == 0 ? 1 : level, upright);
            case '\\' -> command(level, upright);
            case '\'' -> add("′", false, level);
            case '-' -> add("\u2212", false, level);
            case '*' -> add("∗", false, level);
            case '~' -> add(" ", false, level);
            case ' ' -> {
                if (upright) add(" ", false, level);
            }
            case ',' ->
                add(level == 0 && at < source.length() && source.charAt(at) != '\\' ? ",\u2009" : ",", false, level);
            case '=', '<', '>', '+' -> add(level == 0 ? "\u2009" + c + "\u2009" : String.valueOf(c), false, level);
            default -> add(String.valueOf(c), Character.isLetter(c) && !upright, level);
        }
    }

    /// A braced group, or the one atom that stands for it.
    private void group(int level, boolean upright) {
        while (at < source.length() && source.charAt(at) == ' ') at++;
        if (at >= source.length() || source.startsWith("\\)", at)) return;
        if (source.charAt(at) != '{') {
            atom(level, upright);
            return;
        }
        at++;
        depth++;
        math(level, upright);
        depth--;
        if (at < source.length() && source.charAt(at) == '}') at++;
    }

    private void command(int level, boolean upright) {
        var name = name();
        var space = SPACES.get(name);
        var sign = SIGNS.get(name);
        var accent = ACCENTS.get(name);
        if (space != null) {
            add(space, false, level);
        } else if (sign != null) {
            boolean letter = Character.isLetter(sign.codePointAt(0)) && Character.isLowerCase(sign.codePointAt(0));
            boolean spaced = level == 0 && "≤≥≠≪≫×→∝≈∼≃≡∈↦".contains(sign);
            add(spaced ? "\u2009" + sign + "\u2009" : sign, letter && !upright, level);
        } else if (accent != null) {
            int from = runs.size();
            group(level, upright);
            if (runs.size() > from) add(accent, runs.getLast().italic, level);
        } else if (name.equals("frac") || name.equals("tfrac")) {
            group(level, upright);
            add("/", false, level);
            group(level, upright);
        } else if (name.equals("sqrt")) {
            add("√", false, level);
            boolean single = source.startsWith("{", at) && source.indexOf('}', at) == at + 2;
            if (!single) add("(", false, level);
            group(level, upright);
            if (!single) add(")", false, level);
        } else if (UPRIGHT.contains(name)) {
            group(level, true);
        } else {
            add(name, false, level);
        }
    }

    private String name() {
        int start = at;
        while (at < source.length() && Character.isLetter(source.charAt(at))) at++;
        if (at == start && at < source.length()) at++;
        var name = source.substring(start, at);
        // The blank that ends a command's name is not set.
        if (name.length() > 1 && at < source.length() && source.charAt(at) == ' ') at++;
        return name;
    }

    private void add(String text, boolean italic, int level) {
        if (text.isEmpty()) return;
        if (!runs.isEmpty() && runs.getLast().italic == italic && runs.getLast().level == level) {
            text = runs.removeLast().text + text;
        }
        runs.add(new Run(text, italic, level));
    }

    /// How far a level stands above the baseline, in units of the font size.
    static double rise(int level) {
        return level > 0 ? 0.38 : level < 0 ? -0.22 : 0;
    }

    /// The room that a slanted run leaves before an upright one, which would touch it otherwise, in units of the
    /// font size.
    static double correction(List<Run> runs, int i) {
        return i > 0 && runs.get(i - 1).italic && !runs.get(i).italic ? 0.09 : 0;
    }

    /// The width of a label at a font size, estimated from the widths of a common sans-serif face so that layouts
    /// do not depend on the fonts of a machine.
    static double width(List<Run> runs, double size) {
        double width = 0;
        for (var run : runs) {
            double em = run.level == 0 ? size : SCRIPT * size;
            width += run.text.codePoints().mapToDouble(c -> em * width(c)).sum();
        }
        return width;
    }

    private static double width(int c) {
        if (Character.getType(c) == Character.NON_SPACING_MARK) return 0;
        if (c == '\u2009') return 0.17;
        if ("iljI|.,:;'!′".indexOf(c) >= 0) return 0.28;
        if ("ftr()[]/ -·".indexOf(c) >= 0) return 0.34;
        if ("mMW∑∏∞→".indexOf(c) >= 0) return 0.86;
        if (c == 'w' || Character.isUpperCase(c) || "=+−×±≤≥≈∼<>".indexOf(c) >= 0) return 0.68;
        return 0.56;
    }
}
