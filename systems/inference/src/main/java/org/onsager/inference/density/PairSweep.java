package org.onsager.inference.density;

import static org.onsager.inference.density.PairKernels.ABSENT;
import static org.onsager.inference.density.PairKernels.QUERIES;
import static org.onsager.inference.density.PairKernels.TILE;

import org.onsager.numerics.Parallel;

/// One pass over all pairs of queries and points: the sums of weights for one or more bandwidths and the nearest
/// points of every query. Each query's numbers depend on the query and the points alone, neither on the other
/// queries nor on the threads.
///
/// @param points  the data
/// @param energies  one a bandwidth, all of the same kernel
/// @param neighbours  how many nearest points to keep, at least 0
/// @param powers  whether the sums hold more than the sum of the weights itself
/// @param pruned  whether to leave out what the tree shows to be negligible
record PairSweep(PointTiles points, PairEnergy[] energies, int neighbours, boolean powers, boolean pruned) {
    /// Queries a task.
    private static final int GRAIN = 16;

    /// Takes the result of query `q`; called from several threads.
    interface Receiver {
        void take(int q, WeightSums[] sums, Nearest nearest);
    }

    /// Sweeps with queries that are no points of the data.
    ///
    /// @param queries  `count` rows
    void run(double[] queries, int count, Receiver receiver) {
        run(queries, count, false, receiver);
    }

    /// Every point of the data as a query, left out of its own sum; queries are numbered by place.
    void leaveOneOut(Receiver receiver) {
        var queries = new double[points.count * points.d];
        for (int place = 0; place < points.count; place++)
            for (int a = 0; a < points.d; a++) queries[place * points.d + a] = points.coordinate(place, a);
        run(queries, points.count, true, receiver);
    }

    private void run(double[] queries, int count, boolean own, Receiver receiver) {
        int d = points.d;
        Parallel.range(count, GRAIN, (from, to) -> {
            for (int start = from; start < to; start += GRAIN) {
                int size = Math.min(GRAIN, to - start);
                var block = new double[GRAIN * d];
                // the last rows may repeat a query: four share one reading of a tile
                for (int q = 0; q < GRAIN; q++)
                    System.arraycopy(queries, (start + Math.min(q, size - 1)) * d, block, q * d, d);
                var work = new Work(this, block, size, own ? start : -1);
                if (pruned) work.byTree();
                else work.flat();
                for (int q = 0; q < size; q++) receiver.take(start + q, work.sums[q], work.nearest[q]);
            }
        });
    }

    /// The state of one task.
    private static final class Work {
        private final PairSweep sweep;
        private final double[] queries;
        private final int size;
        private final int firstPlace;
        private final WeightSums[][] sums;
        private final Nearest[] nearest;
        private final double[] distances = new double[QUERIES * TILE];
        private final double[] bases = new double[TILE];
        private final WeightSums.Scratch scratch = new WeightSums.Scratch();

        Work(PairSweep sweep, double[] queries, int size, int firstPlace) {
            this.sweep = sweep;
            this.queries = queries;
            this.size = size;
            this.firstPlace = firstPlace;
            this.sums = new WeightSums[size][sweep.energies.length];
            this.nearest = new Nearest[size];
            for (int q = 0; q < size; q++) {
                nearest[q] = new Nearest(sweep.neighbours);
                for (int b = 0; b < sums[q].length; b++) sums[q][b] = new WeightSums(sweep.powers);
            }
        }

        void flat() {
            var points = sweep.points;
            for (int tile = 0; tile < points.tiles; tile++) {
                for (int q = 0; q < size; q += QUERIES) {
                    PairKernels.squaredDistances(
                            points.coordinates, points.offset(tile), points.d, queries, q * points.d, distances);
                    for (int k = 0; k < Math.min(QUERIES, size - q); k++) add(q + k, tile, k * TILE);
                }
            }
        }

        void byTree() {
            var points = sweep.points;
            for (int q = 0; q < size; q++) {
                int query = q;
                points.search(queries, q * points.d, bound -> negligible(query, bound), tile -> {
                    PairKernels.squaredDistance(
                            points.coordinates, points.offset(tile), points.d, queries, query * points.d, distances);
                    add(query, tile, 0);
                });
            }
        }

        private boolean negligible(int q, double squaredDistance) {
            if (squaredDistance < nearest[q].worst()) return false;
            for (int b = 0; b < sums[q].length; b++) {
                var energy = sweep.energies[b];
                if (!sums[q][b].negligible(energy.scale * energy.base(squaredDistance))) return false;
            }
            return true;
        }

        private void add(int q, int tile, int from) {
            if (firstPlace >= 0 && (firstPlace + q) / TILE == tile) distances[from + (firstPlace + q) % TILE] = ABSENT;
            double least = PairKernels.min(distances, from);
            nearest[q].addTile(distances, from, least, tile * TILE);
            var energies = sweep.energies;
            if (energies[0].plain()) {
                for (int b = 0; b < energies.length; b++)
                    sums[q][b].addScaled(distances, from, least, energies[b].scale, scratch);
                return;
            }
            for (int b = 0; b < energies.length; b++) {
                if (b == 0 || !energies[b].shared()) energies[b].bases(distances, from, bases);
                sums[q][b].addScaled(bases, 0, energies[b].base(least), energies[b].scale, scratch);
            }
        }
    }
}
