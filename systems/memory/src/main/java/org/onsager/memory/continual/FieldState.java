package org.onsager.memory.continual;

/// What a network of fields has learned; arrays are `[layer][input * stride + output]`, rows padded to 16.
///
/// @param theta  fields
/// @param first  Adam's mean of gradients
/// @param second  Adam's mean of squares
/// @param brake  the last displacement's brake ([Brake#STREAM])
/// @param anchor  fields at the end of the last task; empty before
/// @param stiffness  elastic constants; empty where the brake has none
/// @param beta  inverse temperature of the last epoch
/// @param epoch  passes done
/// @param step  batches done since the optimiser was last reset
public record FieldState(
        float[][] theta,
        float[][] first,
        float[][] second,
        float[][] brake,
        float[][] anchor,
        float[][] stiffness,
        double beta,
        long epoch,
        long step) {

    FieldState copy() {
        return new FieldState(
                copy(theta), copy(first), copy(second), copy(brake), anchor, stiffness, beta, epoch, step);
    }

    static float[][] copy(float[][] arrays) {
        var copies = new float[arrays.length][];
        for (int l = 0; l < copies.length; l++) copies[l] = arrays[l].clone();
        return copies;
    }

    static float[][] zeros(float[][] like) {
        var zeros = new float[like.length][];
        for (int l = 0; l < zeros.length; l++) zeros[l] = new float[like[l].length];
        return zeros;
    }
}
