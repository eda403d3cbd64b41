package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.TILE;

import java.util.Arrays;

/// The few nearest points seen so far, in order of distance; of equal ones those seen first.
final class Nearest {
    private final double[] distances;
    private final int[] places;

    Nearest(int count) {
        distances = new double[count];
        places = new int[count];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        Arrays.fill(places, -1);
    }

    /// The squared distance that a point must beat; minus infinity if none is kept.
    double worst() {
        return distances.length == 0 ? Double.NEGATIVE_INFINITY : distances[distances.length - 1];
    }

    /// @param values  squared distances of a tile, from `from`
    /// @param least  the least of them
    /// @param first  place of the tile's first point
    void addTile(double[] values, int from, double least, int first) {
        if (!(least < worst())) return;
        for (int j = 0; j < TILE; j++) {
            double value = values[from + j];
            if (value < worst() && value < 0.5 * PairKernels.ABSENT) insert(value, first + j);
        }
    }

    void merge(Nearest other) {
        for (int i = 0; i < other.distances.length && other.distances[i] < worst(); i++)
            insert(other.distances[i], other.places[i]);
    }

    private void insert(double value, int place) {
        int i = distances.length - 1;
        for (; i > 0 && distances[i - 1] > value; i--) {
            distances[i] = distances[i - 1];
            places[i] = places[i - 1];
        }
        distances[i] = value;
        places[i] = place;
    }

    double[] squaredDistances() {
        return distances;
    }

    int[] places() {
        return places;
    }
}
