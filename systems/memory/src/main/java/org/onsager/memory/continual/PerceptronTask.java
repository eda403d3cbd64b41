package org.onsager.memory.continual;

import static org.onsager.numerics.Arguments.require;

import org.onsager.numerics.RandomStream;

/// A task of a perceptron: examples \((x_\mu, y_\mu)\), \(y_\mu = \pm1\).
///
/// @param size  inputs \(N\), at least 1
/// @param inputs  `M x N`, example after example
/// @param labels  -1 or 1, one an example
public record PerceptronTask(int size, double[] inputs, double[] labels) {

    public PerceptronTask {
        require(size >= 1, "N", size, "[1, inf)");
        if (labels.length == 0) throw new IllegalArgumentException("the task is empty: M must be in [1, inf), not 0");
        if (inputs.length != labels.length * size)
            throw new IllegalArgumentException("%d examples of %d inputs need %d numbers, not %d"
                    .formatted(labels.length, size, labels.length * size, inputs.length));
        for (int mu = 0; mu < labels.length; mu++)
            if (Math.abs(labels[mu]) != 1)
                throw new IllegalArgumentException("label %d must be -1 or 1, not %s".formatted(mu, labels[mu]));
        for (int i = 0; i < inputs.length; i++)
            if (!Double.isFinite(inputs[i]))
                throw new IllegalArgumentException(
                        "input %d of example %d must be finite, not %s".formatted(i % size, i / size, inputs[i]));
    }

    /// Random inputs of \(\pm1\), labelled by a teacher.
    ///
    /// @param teacher  weights of -1 or 1
    /// @param examples  \(M\)
    public static PerceptronTask of(byte[] teacher, int examples, RandomStream stream) {
        require(examples >= 1, "M", examples, "[1, inf)");
        int size = teacher.length;
        var signs = new byte[examples * size];
        stream.split("inputs").fillRademacher(signs);
        var inputs = new double[signs.length];
        var labels = new double[examples];
        for (int mu = 0; mu < examples; mu++) {
            int sum = 0;
            for (int i = 0; i < size; i++) {
                int at = mu * size + i;
                inputs[at] = signs[at];
                sum += signs[at] * teacher[i];
            }
            // sgn(0) occurs for even N with probability of order 1/sqrt(N): the first input decides
            labels[mu] = sum == 0 ? signs[mu * size] : Integer.signum(sum);
        }
        return new PerceptronTask(size, inputs, labels);
    }

    /// A teacher of random signs.
    public static byte[] teacher(int size, RandomStream stream) {
        require(size >= 1, "N", size, "[1, inf)");
        var teacher = new byte[size];
        stream.split("teacher").fillRademacher(teacher);
        return teacher;
    }

    /// A teacher that agrees with `teacher` in each weight with probability \((1+r_0)/2\).
    ///
    /// @param similarity  \(r_0 \in [-1, 1]\)
    public static byte[] similarTeacher(byte[] teacher, double similarity, RandomStream stream) {
        require(Math.abs(similarity) <= 1, "r0", similarity, "[-1, 1]");
        var uniforms = new double[teacher.length];
        stream.split("similar").fillUniform(uniforms);
        var other = new byte[teacher.length];
        for (int i = 0; i < other.length; i++)
            other[i] = (byte) (uniforms[i] < 0.5 * (1 + similarity) ? teacher[i] : -teacher[i]);
        return other;
    }

    /// Examples \(M\).
    public int examples() {
        return labels.length;
    }

    /// Whether every input is -1 or 1.
    public boolean binary() {
        for (double x : inputs) if (Math.abs(x) != 1) return false;
        return true;
    }

    /// Whether every example has norm \(\sqrt N\) to `1e-6` of itself: what the plain variance
    /// \(\sum_i(1-m_i^2)\) supposes on average.
    public boolean normalised() {
        for (int mu = 0; mu < examples(); mu++) {
            double square = 0;
            for (int i = 0; i < size; i++) square += inputs[mu * size + i] * inputs[mu * size + i];
            if (Math.abs(square - size) > 2e-6 * size) return false;
        }
        return true;
    }
}
