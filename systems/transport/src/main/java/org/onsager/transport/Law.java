package org.onsager.transport;

import org.onsager.numerics.RandomStream;

/// A probability law on \(R^d\) that can be sampled.
public interface Law {

    /// \(d\).
    int dimension();

    /// Writes `count` independent points into `out`, row by row.
    ///
    /// @param stream  the same stream gives the same points
    /// @param out  at least `count * dimension()` long
    void fill(RandomStream stream, int count, double[] out);

    /// The standard normal law \(N(0, I_d)\).
    static Law normal(int dimension) {
        return new StandardNormal(dimension);
    }

    /// \(N(0, I_d)\).
    ///
    /// @param dimension  \(d\)
    record StandardNormal(int dimension) implements Law {
        @Override
        public void fill(RandomStream stream, int count, double[] out) {
            stream.fillNormal(out, 0, count * dimension);
        }
    }
}
