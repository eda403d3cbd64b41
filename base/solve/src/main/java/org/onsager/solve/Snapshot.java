package org.onsager.solve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// A run between two steps, as bytes that may be stored: [Integrator#save()] writes it, [Solve#resume] goes on
/// from it with the same bits as the undisturbed run, in another process too.
///
/// It holds the solver's state (rates, differences, factors, step and order control), the counts and the random
/// position of jumps; not the problem, which must be the same, nor what was saved before it. Big-endian: a format
/// number, the solver's name, then the items in the order of the solver's parts.
public final class Snapshot {
    private static final int FORMAT = 2;

    private final byte[] bytes;

    private Snapshot(byte[] bytes) {
        this.bytes = bytes;
    }

    /// From bytes that [#toBytes()] gave.
    public static Snapshot of(byte[] bytes) {
        return new Snapshot(bytes.clone());
    }

    /// The bytes, a copy.
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Snapshot snapshot && Arrays.equals(bytes, snapshot.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// What has a state to keep.
    @FunctionalInterface
    interface Kept {
        void keep(Ledger ledger);
    }

    static Snapshot write(String solver, Kept run) {
        var store = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(store)) {
            out.writeInt(FORMAT);
            out.writeUTF(solver);
            run.keep(new Writer(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Snapshot(store.toByteArray());
    }

    void read(String solver, Kept run) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readInt();
            if (format != FORMAT)
                throw new IllegalArgumentException("snapshot must have format %d, not %d".formatted(FORMAT, format));
            String name = in.readUTF();
            if (!name.equals(solver))
                throw new IllegalArgumentException(
                        "snapshot was made with solver %s, not %s; go on with the same one".formatted(name, solver));
            run.keep(new Reader(in));
            if (in.available() > 0)
                throw new IllegalArgumentException("snapshot is of another problem: it has more items");
        } catch (IOException e) {
            throw new IllegalArgumentException("snapshot is cut short or of another problem", e);
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("snapshot is cut short or of another problem", e.getCause());
        }
    }

    private record Writer(DataOutputStream out) implements Ledger {
        @Override
        public double number(double value) {
            try {
                out.writeDouble(value);
                return value;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long whole(long value) {
            try {
                out.writeLong(value);
                return value;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean flag(boolean value) {
            return whole(value ? 1 : 0) == 1;
        }

        @Override
        public double[] resized(double[] values) {
            whole(values.length);
            for (double each : values) number(each);
            return values;
        }

        @Override
        public int[] resized(int[] values) {
            whole(values.length);
            for (int each : values) whole(each);
            return values;
        }
    }

    private record Reader(DataInputStream in) implements Ledger {
        @Override
        public double number(double value) {
            try {
                return in.readDouble();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long whole(long value) {
            try {
                return in.readLong();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean flag(boolean value) {
            return whole(0) == 1;
        }

        private int length() {
            long length = whole(0);
            try {
                if (length < 0 || length > in.available() / 8)
                    throw new IllegalArgumentException("snapshot is cut short or of another problem");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return (int) length;
        }

        @Override
        public double[] resized(double[] values) {
            int length = length();
            double[] into = length == values.length ? values : new double[length];
            for (int i = 0; i < length; i++) into[i] = number(0);
            return into;
        }

        @Override
        public int[] resized(int[] values) {
            int length = length();
            int[] into = length == values.length ? values : new int[length];
            for (int i = 0; i < length; i++) into[i] = count(0);
            return into;
        }
    }
}
