package org.onsager.solve;

import java.util.Optional;
import java.util.function.IntFunction;
import org.onsager.numerics.DivergedException;

/// The rows of a batch with jumps of their own, for ensembles.
///
/// With fixed steps all rows are stepped together along the grid; a row that jumps within a step is taken back to
/// the step's start and goes alone, from jump to jump, to its end. So a row's trajectory is, to the bit, the one
/// of a single run with its jumps (unless a jump comes within 1e-9 of a step of a grid point, where a single run
/// leaves out the short step), for solvers that keep rows apart. With adaptive steps and with other solvers,
/// every row is a run by itself. A jump costs about two steps of one row.
public final class JumpBlock {
    private final Solve<double[]> together;
    private final IntFunction<Solve<double[]>> alone;
    private final RowJumps jumps;
    private final int first;
    private final int count;
    private final int dimension;
    private final double[] start;

    /// A block that is still to be solved.
    ///
    /// @param together  the problem of the batch, with its initial state
    /// @param alone  the same for one row, by its number in the ensemble; the initial state is still to be given
    /// @param first  number of the block's first row
    /// @param count  number of its rows
    /// @throws IllegalArgumentException if the settings have events or jumps of their own
    public JumpBlock(
            Solve<double[]> together, IntFunction<Solve<double[]>> alone, RowJumps jumps, int first, int count) {
        this.together = together;
        this.alone = alone;
        this.jumps = jumps;
        this.first = first;
        this.count = count;
        start = together.initialState();
        dimension = start.length / count;
        if (!together.events().isEmpty() || !together.jumps().isEmpty())
            throw new IllegalArgumentException(
                    "settings must have no events and no jumps of their own where rows jump; solve the rows one by one with Solve.jumps and Solve.events");
    }

    /// Solves.
    ///
    /// @return the final states, component \(j\) of the block's row \(r\) at `j * count + r`
    public double[] run() {
        return together.controller().adaptive() || !together.solver().keepsRowsApart() ? rowByRow() : alongTheGrid();
    }

    private double[] rowByRow() {
        var end = new double[start.length];
        for (int r = 0; r < count; r++) {
            @SuppressWarnings({"unchecked", "rawtypes"})
            Jumps<double[]>[] processes = jumps.of(first + r).toArray(new Jumps[0]);
            put(alone.apply(first + r).y0(row(r, start)).jumps(processes).run().y1(), r, end);
        }
        return end;
    }

    private double[] alongTheGrid() {
        var run = together.start();
        var rows = new Row[count];
        for (int r = 0; r < count; r++) rows[r] = new Row(first + r);
        double[] before = start.clone(), after = start.clone();
        double from = together.t0();
        boolean more = true;
        while (more) {
            more = run.step();
            double to = run.time();
            System.arraycopy(run.state(), 0, after, 0, after.length);
            boolean jumped = false;
            for (int r = 0; r < count; r++) {
                if (rows[r].next > to) continue;
                put(rows[r].go(from, to, row(r, before)), r, after);
                jumped = true;
            }
            if (jumped) run.replace(after);
            double[] swap = before;
            before = after;
            after = swap;
            from = to;
        }
        if (!run.status().successful()) throw new DivergedException(run.message());
        return before;
    }

    private double[] row(int r, double[] states) {
        var row = new double[dimension];
        for (int j = 0; j < dimension; j++) row[j] = states[j * count + r];
        return row;
    }

    private void put(double[] row, int r, double[] states) {
        for (int j = 0; j < dimension; j++) states[j * count + r] = row[j];
    }

    /// One row, with a stepper of its own from its first jump on.
    private final class Row {
        private final int number;
        private final JumpWatch<double[]> watch;
        private double next;
        private Optional<Stepper<double[]>> stepper = Optional.empty();

        Row(int number) {
            this.number = number;
            watch = new JumpWatch<>(jumps.of(number), together.t0(), together.t1());
            next = watch.next();
        }

        /// Through the jumps that come up to `to`.
        double[] go(double from, double to, double[] y) {
            var steps = stepper(from, y);
            double t = from;
            while (t < to) {
                double stop = Math.min(next, to);
                if (Double.isNaN(steps.step(t, stop)))
                    throw new DivergedException("%s: row %d could not be stepped from t = %s to %s between its jumps"
                            .formatted(together.solver().name(), number, t, stop));
                steps.accept();
                while (next == stop) {
                    watch.strike(steps.state().clone()).ifPresent(then -> steps.restart(stop, then));
                    next = watch.next();
                }
                t = stop;
            }
            return steps.state();
        }

        private Stepper<double[]> stepper(double from, double[] y) {
            if (stepper.isPresent()) {
                stepper.get().restart(from, y);
                return stepper.get();
            }
            var begin = new Solver.Start<>(from, together.t1(), y, together.tolerance(), new Tally());
            var made = together.solver().start(alone.apply(number).term, begin);
            stepper = Optional.of(made);
            return made;
        }
    }
}
