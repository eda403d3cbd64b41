package org.onsager.lab.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Where an axis is marked and with what.
///
/// Linear axes step by 1, 2, 2.5 or 5 times a power of ten; logarithmic ones by decades, or by 1, 2, 5 where they
/// span less than two, or linearly where they span less than a third of one.
///
/// @param at  ascending values inside the axis
/// @param labels  one a value, with `\( \)` for powers
/// @param minor  values of small unlabelled marks
/// @param exponent  the labels are to be multiplied by ten to this; 0 for none
record Ticks(double[] at, List<String> labels, double[] minor, int exponent) {

    /// The marks of an axis.
    ///
    /// @param about  how many would be good, at least 2
    static Ticks of(double low, double high, boolean log, int about) {
        if (!log) return linear(low, high, about);
        double decades = Math.log10(high / low);
        if (decades < 0.34) return linear(low, high, about);
        return decades < 2 ? steps(low, high, about) : decades(low, high, about);
    }

    private static Ticks linear(double low, double high, int about) {
        double step = niceStep((high - low) / Math.max(1, about));
        var at = multiples(low, high, step);
        double largest = Math.max(Math.abs(low), Math.abs(high));
        int exponent = largest >= 1e5 || largest < 1e-2 ? (int) Math.floor(Math.log10(largest)) : 0;
        int places = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9) - (-exponent));
        // 2.5 needs one place more than its power of ten says.
        if (!isWhole(step / Math.pow(10, exponent) * Math.pow(10, places))) places++;
        var labels = new ArrayList<String>();
        for (double value : at) labels.add(plain(value / Math.pow(10, exponent), places));
        return new Ticks(at, labels, multiples(low, high, step / (isFive(step) ? 5 : 4)), exponent);
    }

    /// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `raw`.
    static double niceStep(double raw) {
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (double factor : new double[] {1, 2, 2.5, 5}) if (factor * power >= raw * (1 - 1e-9)) return factor * power;
        return 10 * power;
    }

    private static double[] multiples(double low, double high, double step) {
        double slack = 1e-9 * step;
        long first = (long) Math.ceil((low - slack) / step);
        long last = (long) Math.floor((high + slack) / step);
        var at = new double[Math.clamp(last - first + 1, 0, 1000)];
        for (int i = 0; i < at.length; i++) at[i] = (first + i) * step;
        return at;
    }

    private static Ticks decades(double low, double high, int about) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        int stride = Math.max(1, (last - first + about) / Math.max(1, about));
        var at = new ArrayList<Double>();
        var labels = new ArrayList<String>();
        var minor = new ArrayList<Double>();
        for (int k = first - 1; k <= last; k++) {
            if (k >= first && Math.floorMod(k, stride) == 0) {
                at.add(Math.pow(10, k));
                labels.add("\\(10^{%d}\\)".formatted(k));
            }
            for (int m = 2; stride == 1 && m < 10; m++) {
                double value = m * Math.pow(10, k);
                if (value >= low && value <= high) minor.add(value);
            }
        }
        return new Ticks(array(at), labels, array(minor), 0);
    }

    private static Ticks steps(double low, double high, int about) {
        var at = new ArrayList<Double>();
        var minor = new ArrayList<Double>();
        boolean dense = Math.log10(high / low) < 1 && about > 4;
        for (int k = (int) Math.floor(Math.log10(low)) - 1; k <= Math.ceil(Math.log10(high)); k++) {
            for (int m = 1; m < 10; m++) {
                double value = m * Math.pow(10, k);
                if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
                minor.add(value);
                if (m == 1 || m == 2 || m == 5 || dense && m == 3) at.add(value);
            }
        }
        var labels = at.stream().map(Ticks::shortest).toList();
        return new Ticks(array(at), labels, array(minor), 0);
    }

    /// A value in as few digits as tell it, at most four.
    static String shortLabel(double value) {
        double size = Math.abs(value);
        if (value != 0 && (size >= 1e5 || size < 1e-3)) {
            int power = (int) Math.floor(Math.log10(size));
            return "\\(%s\\times 10^{%d}\\)".formatted(shortLabel(value / Math.pow(10, power)), power);
        }
        for (int places = 0; places < 4; places++) {
            if (Math.abs(Double.parseDouble(String.format(Locale.ROOT, "%." + places + "f", value)) - value)
                    <= 1e-9 * size) {
                return plain(value, places);
            }
        }
        return plain(value, 4);
    }

    private static String shortest(double value) {
        if (value >= 1e5 || value < 1e-3) {
            int power = (int) Math.floor(Math.log10(value) + 1e-9);
            long digit = Math.round(value / Math.pow(10, power));
            return digit == 1 ? "\\(10^{%d}\\)".formatted(power) : "\\(%d\\times 10^{%d}\\)".formatted(digit, power);
        }
        return plain(value, Math.max(0, (int) -Math.floor(Math.log10(value) + 1e-9)));
    }

    private static String plain(double value, int places) {
        var text = String.format(Locale.ROOT, "%." + places + "f", value);
        if (Double.parseDouble(text) == 0) text = text.replace("-", "");
        return text.replace('-', '\u2212');
    }

    private static boolean isWhole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-6;
    }

    private static boolean isFive(double step) {
        double digit = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
        return isWhole(digit) && digit % 5 == 0 || isWhole(digit) && digit == 1 || !isWhole(digit);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /// Whether any value is marked; an axis so short that none is has no use.
    boolean isEmpty() {
        return at.length == 0;
    }

    @Override
    public String toString() {
        return Arrays.toString(at) + labels + (exponent == 0 ? "" : "e" + exponent);
    }
}
