package org.onsager.tensor;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Readable reasons for what libtorch refused: the operation, the operands' types and shapes, one clause why.
final class Refusal {
    private Refusal() {}

    static RuntimeException of(String operation, RuntimeException thrown, Tensor... operands) {
        if (thrown instanceof IllegalStateException || thrown instanceof IllegalArgumentException) return thrown;
        String message = thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
        var reason = reason(operation, message, operands);
        var shapes = Stream.of(operands).map(Tensor::describe).collect(Collectors.joining(" and "));
        return new IllegalArgumentException(
                operands.length == 0
                        ? "%s: %s".formatted(operation, reason)
                        : "%s of %s: %s".formatted(operation, shapes, reason));
    }

    private static String reason(String operation, String message, Tensor... operands) {
        if (operands.length == 2 && operation.equals("matmul")) {
            long inner = last(operands[0].shape(), 1);
            long other = last(operands[1].shape(), operands[1].rank() == 1 ? 1 : 2);
            if (inner != other) return "the inner dimensions %d and %d differ".formatted(inner, other);
        }
        if (operands.length == 2 && message.contains("must match the size of tensor b"))
            return "the shapes do not broadcast (aligned at the last dimension, sizes must be equal or 1)";
        return firstLine(message);
    }

    private static long last(long[] shape, int back) {
        return shape.length < back ? 1 : shape[shape.length - back];
    }

    /// What libtorch says, without the C++ call stack that follows it.
    static String firstLine(String message) {
        String text = message.strip();
        int end = text.indexOf('\n');
        if (end >= 0) text = text.substring(0, end);
        int stack = text.indexOf("Exception raised from");
        if (stack > 0) text = text.substring(0, stack);
        text = text.replaceFirst("^\\[enforce fail at [^]]*] *\\.? *", "").strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
