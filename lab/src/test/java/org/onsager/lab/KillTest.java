package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onsager.lab.run.Status;

/// Real processes, really killed.
class KillTest {
    @TempDir
    Path root;

    /// What a child process does: `run SEED PAUSE` or `resume ID PAUSE` under a root.
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            var ising = new Ising(Long.parseLong(args[3]));
            try (var engine = new LocalEngine(2);
                    var lab = Lab.open(Path.of(args[0]), engine, new DataFolders(List.of()), Progress.none())) {
                if (args[1].equals("run")) {
                    lab.run(ising, ising.defaults(Scale.SMOKE), Scale.SMOKE, Long.parseLong(args[2]));
                } else if (args[1].equals("resume")) {
                    lab.resume(args[2], List.of(ising));
                } else {
                    for (int i = 0; i < 12; i++) {
                        lab.run(ising, ising.defaults(Scale.SMOKE), Scale.SMOKE, i);
                        lab.list();
                    }
                }
            }
        }
    }

    private Process start(String... arguments) throws Exception {
        var command = new ArrayList<String>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator,
                Child.class.getName(),
                root.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(root.resolve("out.txt").toFile()))
                .start();
    }

    private Lab open(LocalEngine engine) {
        return Lab.open(root, engine, new DataFolders(List.of()), Progress.none());
    }

    @Test
    void killed_at_ten_random_moments_a_run_still_ends_with_the_bits_of_an_undisturbed_one() throws Exception {
        var moments = new Random(20);
        var ising = new Ising();
        try (var engine = new LocalEngine(1);
                var lab = open(engine)) {
            var undisturbed = lab.run(ising, ising.defaults(Scale.SMOKE), Scale.SMOKE, 42);
            var process = start("run", "42", "150");
            await(process, () -> lab.list().size() == 2);
            var id = lab.list().stream()
                    .map(summary -> summary.run())
                    .filter(run -> !run.equals(undisturbed.run()))
                    .findFirst()
                    .orElseThrow();
            assertThat(lab.find(id).status()).isEqualTo(Status.RUNNING);
            for (int kill = 0; kill < 10; kill++) {
                process.waitFor(moments.nextInt(20, 700), TimeUnit.MILLISECONDS);
                process.destroyForcibly().waitFor();
                assertThat(lab.find(id).status()).isIn(Status.INTERRUPTED, Status.FINISHED);
                assertThat(lab.list()).allMatch(summary -> summary.status() != Status.DAMAGED);
                process = start("resume", id, "150");
            }
            process.destroyForcibly().waitFor();

            var resumed = lab.resume(id, List.of(ising));

            assertThat(bits(resumed)).isEqualTo(bits(undisturbed));
            for (var file : List.of("claims.json", "figures/order.json", "tables/order.csv")) {
                assertThat(lab.store().folder(id).resolve(file))
                        .hasSameTextualContentAs(
                                lab.store().folder(undisturbed.run()).resolve(file));
            }
            assertThat(checkpoints(lab, id)).isEqualTo(checkpoints(lab, undisturbed.run()));
        }
    }

    @Test
    void a_polite_kill_leaves_an_interrupted_run_that_can_be_resumed() throws Exception {
        var ising = new Ising();
        try (var engine = new LocalEngine(1);
                var lab = open(engine)) {
            var process = start("run", "9", "400");
            await(
                    process,
                    () -> lab.list().size() == 1
                            && Files.exists(lab.store()
                                    .folder(lab.list().getFirst().run())
                                    .resolve("checkpoints/exact.bin")));

            process.destroy(); // SIGTERM: the same hook as Ctrl-C
            process.waitFor();

            var id = lab.list().getFirst().run();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            assertThat(lab.store().folder(id).resolve("run.json")).content().contains("INTERRUPTED");
            assertThat(lab.resume(id, List.of(ising)).record().status()).isEqualTo(Status.FINISHED);
        }
    }

    @Test
    void two_processes_write_and_list_at_once_and_nothing_is_lost() throws Exception {
        var one = start("many", "0", "0");
        var two = start("many", "0", "0");
        assertThat(one.waitFor()).as(Files.readString(root.resolve("out.txt"))).isZero();
        assertThat(two.waitFor()).as(Files.readString(root.resolve("out.txt"))).isZero();
        try (var engine = new LocalEngine(1);
                var lab = open(engine)) {
            assertThat(lab.list()).hasSize(24).allMatch(summary -> summary.status() == Status.FINISHED);
        }
    }

    private static Map<String, Long> bits(Outcome outcome) {
        var bits = new java.util.TreeMap<String, Long>();
        outcome.metrics().forEach((name, value) -> bits.put(name, Double.doubleToRawLongBits(value)));
        return bits;
    }

    private static Map<String, List<Byte>> checkpoints(Lab lab, String id) throws Exception {
        var bodies = new java.util.TreeMap<String, List<Byte>>();
        var folder = lab.store().folder(id).resolve("checkpoints");
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var whole = (org.onsager.lab.run.Checkpoint.Whole) org.onsager.lab.run.Checkpoint.read(file);
                var body = new ArrayList<Byte>();
                for (byte b : whole.checkpoint().body()) body.add(b);
                bodies.put(folder.relativize(file).toString(), body);
            }
        }
        return bodies;
    }

    private static void await(Process process, java.util.function.BooleanSupplier holds) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!holds.getAsBoolean()) {
            assertThat(process.isAlive()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }
}
