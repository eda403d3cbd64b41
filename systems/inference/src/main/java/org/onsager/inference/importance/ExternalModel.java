package org.onsager.inference.importance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A simulator outside of this process, with CSV in and out: each batch is written to `batch-K-in.csv`, one point
/// a line under a header `x0,x1,...`; the command is started with the names of that file and of `batch-K-out.csv`
/// as its last arguments and must write the integrands there, one line a point under a header.
///
/// A batch whose answer is already there is not computed again: a run that was killed goes on where it stopped.
///
/// @param command  program and arguments, run in `folder`
/// @param folder  for the files; kept
/// @param outputs  integrands a point
/// @param timeoutSeconds  for one batch, at least 1
public record ExternalModel(List<String> command, Path folder, int outputs, long timeoutSeconds) implements BatchModel {
    public ExternalModel {
        command = List.copyOf(command);
        if (command.isEmpty()) throw new IllegalArgumentException("command must name a program");
        org.onsager.numerics.Arguments.require(timeoutSeconds >= 1, "timeoutSeconds", timeoutSeconds, "[1, inf)");
    }

    @Override
    public double[][] evaluate(int batch, double[][] x) {
        Path in = folder.resolve("batch-%d-in.csv".formatted(batch));
        Path out = folder.resolve("batch-%d-out.csv".formatted(batch));
        var points = csv(x);
        try {
            boolean same = Files.exists(in)
                    && Files.exists(out)
                    && Files.readString(in).equals(points);
            if (!same) {
                Files.deleteIfExists(out);
                Files.writeString(in, points);
                start(in, out);
            }
            return read(out, x[0].length);
        } catch (IOException e) {
            throw new IllegalArgumentException("the files of batch %d: %s".formatted(batch, e.getMessage()), e);
        }
    }

    private static String csv(double[][] x) {
        var text = new StringBuilder();
        for (int k = 0; k < x.length; k++) text.append(k == 0 ? "x" : ",x").append(k);
        for (int i = 0; i < x[0].length; i++)
            for (int k = 0; k < x.length; k++) text.append(k == 0 ? '\n' : ',').append(x[k][i]);
        return text.append('\n').toString();
    }

    private void start(Path in, Path out) throws IOException {
        var words = new java.util.ArrayList<>(command);
        words.add(in.getFileName().toString());
        words.add(out.getFileName().toString());
        var process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        try {
            if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalArgumentException("the simulator did not end within %d s".formatted(timeoutSeconds));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalArgumentException("the simulator was interrupted", e);
        }
        if (process.exitValue() != 0)
            throw new IllegalArgumentException("the simulator ended with code %d; see %s"
                    .formatted(process.exitValue(), folder.resolve("log.txt")));
    }

    private double[][] read(Path out, int count) throws IOException {
        if (!Files.exists(out)) throw new IllegalArgumentException("the simulator wrote no file " + out);
        var lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        if (lines.size() != count + 1)
            throw new IllegalArgumentException(
                    "%s must have a header and %d lines, not %d lines".formatted(out, count, lines.size()));
        var values = new double[outputs][count];
        for (int i = 0; i < count; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            if (cells.length != outputs)
                throw new IllegalArgumentException(
                        "%s line %d must have %d numbers, not %d".formatted(out, i + 2, outputs, cells.length));
            try {
                for (int j = 0; j < outputs; j++) values[j][i] = Double.parseDouble(cells[j].strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("%s line %d: %s".formatted(out, i + 2, e.getMessage()), e);
            }
        }
        return values;
    }
}
