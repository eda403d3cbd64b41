package org.onsager.memory.boltzmann;

import org.onsager.numerics.RandomSource;

/// Which pixels of an image are observed.
public final class Masks {
    private Masks() {}

    /// Each pixel by itself with probability `fraction`.
    public static boolean[] independent(int pixels, double fraction, RandomSource random) {
        Require.that(fraction >= 0 && fraction <= 1, "fraction", fraction, "[0, 1]");
        var observed = new boolean[pixels];
        for (int i = 0; i < pixels; i++) observed[i] = random.nextDouble() < fraction;
        return observed;
    }

    /// The upper half of a square image.
    public static boolean[] upperHalf(int side) {
        var observed = new boolean[side * side];
        for (int i = 0; i < side / 2 * side; i++) observed[i] = true;
        return observed;
    }

    /// All but a square patch of `size` pixels a side at a random place.
    public static boolean[] withoutPatch(int side, int size, RandomSource random) {
        Require.that(size >= 0 && size <= side, "size", size, "[0, %d]".formatted(side));
        int top = random.nextInt(side - size + 1), left = random.nextInt(side - size + 1);
        var observed = new boolean[side * side];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                observed[y * side + x] = y < top || y >= top + size || x < left || x >= left + size;
        return observed;
    }
}
