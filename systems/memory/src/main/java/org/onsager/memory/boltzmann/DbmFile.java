package org.onsager.memory.boltzmann;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.zip.CRC32;
import org.onsager.memory.boltzmann.Architecture.Layer;

/// A trained [MonotoneDbm] on disk: magic `ONSAGER-DBM1`, layers, kernels, \(m\), normalisation, borders, seed,
/// epoch, all parameters as big-endian doubles (the same bits come back), and a CRC-32 of it all. Loading checks
/// the certificate \(s_i^2\|A_i\|^2 \le 1 - m\) again.
///
/// @param model  the model
/// @param seed  of its training
/// @param epoch  passes it was trained for
public record DbmFile(MonotoneDbm model, long seed, int epoch) {
    private static final String MAGIC = "ONSAGER-DBM1";

    /// Writes the file, beside its place first and then moved there.
    public void save(Path file) {
        try {
            var bytes = new ByteArrayOutputStream();
            var out = new DataOutputStream(bytes);
            out.writeUTF(MAGIC);
            var layers = model.architecture().layers();
            out.writeInt(layers.size());
            for (var layer : layers) {
                out.writeInt(layer.channels());
                out.writeInt(layer.height());
                out.writeInt(layer.width());
                out.writeInt(layer.groups());
            }
            for (int u = 0; u < layers.size(); u++)
                for (int v = 0; v <= u; v++) out.writeInt(model.architecture().kernels()[u][v]);
            out.writeDouble(model.couplings().m());
            out.writeUTF(model.couplings().normalisation().name());
            out.writeUTF(model.couplings().borders().name());
            out.writeLong(seed);
            out.writeInt(epoch);
            double[] flat = model.parameters().flat();
            out.writeInt(flat.length);
            for (double value : flat) out.writeDouble(value);
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
            Path beside = file.resolveSibling(file.getFileName() + ".part");
            Files.write(beside, bytes.toByteArray());
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static long checksum(byte[] bytes, int length) {
        var crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    /// Reads a file.
    ///
    /// @throws IllegalArgumentException if it is none, is damaged, or its couplings do not keep their certificate
    public static DbmFile load(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < 8 + MAGIC.length()) throw damaged(file, "ends early");
            var in = new DataInputStream(new ByteArrayInputStream(bytes));
            if (!in.readUTF().equals(MAGIC)) throw damaged(file, "does not start with " + MAGIC);
            var tail = new DataInputStream(new ByteArrayInputStream(bytes, bytes.length - 8, 8));
            if (tail.readLong() != checksum(bytes, bytes.length - 8)) throw damaged(file, "fails its checksum");
            var architecture = architecture(in);
            double m = in.readDouble();
            var normalisation = Normalisation.valueOf(in.readUTF());
            var borders = Borders.valueOf(in.readUTF());
            long seed = in.readLong();
            int epoch = in.readInt();
            var flat = new double[in.readInt()];
            for (int p = 0; p < flat.length; p++) flat[p] = in.readDouble();
            var shape = new ModelParameters(
                    new double[architecture.weights()],
                    new double
                            [architecture.firstCoordinate(architecture.layers().size())],
                    new double[architecture.layers().size()],
                    new double[architecture.layers().getFirst().count()],
                    1);
            var model = MonotoneDbm.of(architecture, shape.fromFlat(flat), m, normalisation, borders);
            if (model.couplings().largestBlock() > 1 - m + 1e-9)
                throw damaged(file, "has couplings beyond their margin m = " + m);
            return new DbmFile(model, seed, epoch);
        } catch (IOException e) {
            throw damaged(file, "cannot be read: " + e.getMessage());
        }
    }

    private static Architecture architecture(DataInputStream in) throws IOException {
        int count = in.readInt();
        Require.that(count >= 2 && count <= 100, "number of layers", count, "[2, 100]");
        var layers = new ArrayList<Layer>();
        for (int l = 0; l < count; l++) layers.add(new Layer(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
        var kernels = new int[count][count];
        for (int u = 0; u < count; u++) for (int v = 0; v <= u; v++) kernels[u][v] = in.readInt();
        return new Architecture(layers, kernels);
    }

    private static IllegalArgumentException damaged(Path file, String why) {
        return new IllegalArgumentException("%s is not a model file: it %s".formatted(file, why));
    }
}
