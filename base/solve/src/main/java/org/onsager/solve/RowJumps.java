package org.onsager.solve;

import java.util.List;

/// The jump processes of the trajectories of an ensemble: each row has its own, with randomness of its own,
/// `row -> List.of(PoissonJumps.constant(stream.at(row), rate, jump))`.
@FunctionalInterface
public interface RowJumps {
    /// The processes of one row, which act on that row's state alone.
    ///
    /// @param row  its number in the ensemble
    List<Jumps<double[]>> of(int row);
}
