package org.onsager.papers.multitaskinghebbian;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Columns of numbers out of lists of results.
final class Lists {
    private Lists() {}

    static <T> double[] column(List<T> list, ToDoubleFunction<T> value) {
        return list.stream().mapToDouble(value).toArray();
    }

    static double[] doubles(int[] values) {
        return Arrays.stream(values).asDoubleStream().toArray();
    }

    static double largest(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }
}
