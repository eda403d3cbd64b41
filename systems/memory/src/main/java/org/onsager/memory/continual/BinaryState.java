package org.onsager.memory.continual;

import java.util.List;

/// What a binary network has learned. Arrays of weights are `[layer][input * stride + output]`, those of batch
/// normalisation `[layer][output]`.
///
/// @param hidden  real weights \(h\); the network computes with their signs
/// @param first  Adam's mean of gradients
/// @param second  Adam's mean of squares
/// @param norm  batch normalisation in use
/// @param stored  batch normalisations of finished tasks, in their order
/// @param pull  \(\sum_tF_th_t\) of elastic consolidation; empty without
/// @param stiffness  \(\sum_tF_t\)
/// @param epoch  passes done
/// @param step  batches done since the optimiser was last reset
public record BinaryState(
        float[][] hidden,
        float[][] first,
        float[][] second,
        Norm norm,
        List<Norm> stored,
        float[][] pull,
        float[][] stiffness,
        long epoch,
        long step) {
    public BinaryState {
        stored = List.copyOf(stored);
    }

    /// Batch normalisation of all layers: scale and shift with Adam's moments, running mean and variance.
    public record Norm(
            float[][] scale,
            float[][] shift,
            float[][] scaleFirst,
            float[][] scaleSecond,
            float[][] shiftFirst,
            float[][] shiftSecond,
            float[][] mean,
            float[][] variance) {

        Norm copy() {
            return new Norm(
                    FieldState.copy(scale),
                    FieldState.copy(shift),
                    FieldState.copy(scaleFirst),
                    FieldState.copy(scaleSecond),
                    FieldState.copy(shiftFirst),
                    FieldState.copy(shiftSecond),
                    FieldState.copy(mean),
                    FieldState.copy(variance));
        }

        static Norm fresh(int[] sizes) {
            var zeros = new float[sizes.length - 1][];
            for (int l = 0; l < zeros.length; l++) zeros[l] = new float[FloatKernels.padded(sizes[l + 1])];
            var ones = FieldState.copy(zeros);
            for (float[] layer : ones) java.util.Arrays.fill(layer, 1);
            return new Norm(
                    ones,
                    zeros,
                    FieldState.copy(zeros),
                    FieldState.copy(zeros),
                    FieldState.copy(zeros),
                    FieldState.copy(zeros),
                    FieldState.copy(zeros),
                    FieldState.copy(ones));
        }
    }
}
