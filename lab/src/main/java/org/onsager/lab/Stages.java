package org.onsager.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.onsager.lab.run.Checkpoint;
import org.onsager.lab.run.Codec;
import org.onsager.lab.run.RunFolder;

/// The stored results of one run, `checkpoints/`: takes those that fit, computes and stores the rest, and keeps
/// an account of which was done and why.
final class Stages {
    private static final long SAVE_EVERY = 2_000_000_000L;

    private final RunFolder folder;
    private final Engine engine;
    private final Map<String, String> about;
    private final Map<String, String> notes;
    private final Progress progress;
    private final Runnable checkpoint;
    private final LongSupplier clock;
    private final StageNames names = new StageNames();
    private final Map<String, Account> accounts = Collections.synchronizedMap(new LinkedHashMap<>());

    /// @param about  the configuration of the run: what every stored result must have in common with it
    /// @param code  hash of the code that stores results now, a note
    /// @param stopping  throws when the run is to stop
    Stages(
            RunFolder folder,
            Engine engine,
            Map<String, String> about,
            String code,
            Progress progress,
            Runnable stopping) {
        this.folder = folder;
        this.engine = engine;
        this.about = Map.copyOf(about);
        this.notes = Map.of("code", code);
        this.progress = progress;
        this.checkpoint = stopping;
        this.clock = System::nanoTime;
    }

    /// What became of a stage, for [Explanation].
    ///
    /// @param results  how many results it has
    /// @param stored  how many of them were taken from disk
    /// @param reason  why, in one sentence
    record Account(String stage, int results, int stored, String reason) {}

    List<Account> accounts() {
        synchronized (accounts) {
            return List.copyOf(accounts.values());
        }
    }

    <T> T stage(String name, Class<T> type, Supplier<T> work) {
        names.take(name);
        var codec = Codec.of(type);
        var result = new Stored<>(file(name), codec, about(name, Map.of()));
        var found = result.read();
        if (found != null) {
            account(name, 1, 1, found.reason());
            return found.value();
        }
        checkpoint.run();
        T value = work.get();
        result.write(value, Map.of());
        account(name, 1, 0, result.missing);
        return value;
    }

    <A, T> List<T> map(String name, List<A> tasks, Class<T> type, Function<A, T> work) {
        names.take(name);
        var codec = Codec.of(type);
        var results = new ArrayList<@Nullable T>(Collections.nCopies(tasks.size(), null));
        var places = new ArrayList<Stored<T>>();
        var pending = new ArrayList<Integer>();
        var reason = "";
        for (int i = 0; i < tasks.size(); i++) {
            var extra = Map.of("task", Integer.toString(i), "task is", fingerprint(tasks.get(i)));
            var place = new Stored<>(file("%s/%06d".formatted(name, i)), codec, about(name, extra));
            places.add(place);
            var found = place.read();
            if (found == null) {
                pending.add(i);
                if (reason.isEmpty()) reason = place.missing;
            } else {
                results.set(i, found.value());
            }
        }
        if (!pending.isEmpty() && pending.size() < tasks.size()) {
            say("stage %s: %d of %d results are stored, computing the others"
                    .formatted(name, tasks.size() - pending.size(), tasks.size()));
        }
        var done = new AtomicInteger(tasks.size() - pending.size());
        engine.map(
                pending.stream().map(tasks::get).toList(),
                task -> {
                    checkpoint.run();
                    return work.apply(task);
                },
                (Integer index, T value) -> {
                    int task = pending.get(index);
                    places.get(task).write(value, Map.of());
                    synchronized (results) {
                        results.set(task, value);
                    }
                    progress.update(Double.NaN, "%s %d/%d".formatted(name, done.incrementAndGet(), tasks.size()));
                });
        account(
                name,
                tasks.size(),
                tasks.size() - pending.size(),
                pending.isEmpty() ? "stored by this run, same configuration" : reason);
        var all = new ArrayList<T>(tasks.size());
        synchronized (results) {
            for (T result : results) all.add(java.util.Objects.requireNonNull(result));
        }
        return all;
    }

    <S> S iterate(String name, Class<S> type, Supplier<S> start, long steps, Trial.Step<S> step) {
        names.take(name);
        var codec = Codec.of(type);
        var place = new Stored<>(file(name), codec, about(name, Map.of("steps", Long.toString(steps))));
        var found = place.read();
        S state;
        long done = 0;
        if (found == null) {
            state = start.get();
        } else {
            state = found.value();
            done = Long.parseLong(found.notes().getOrDefault("step", "0"));
            if (done < steps) say("stage %s: continues at step %d of %d".formatted(name, done, steps));
        }
        long from = done;
        long saved = clock.getAsLong();
        for (; done < steps; done++) {
            long now = clock.getAsLong();
            if (now - saved >= SAVE_EVERY) {
                place.write(state, Map.of("step", Long.toString(done)));
                saved = clock.getAsLong();
            }
            try {
                checkpoint.run();
            } catch (java.util.concurrent.CancellationException e) {
                place.write(state, Map.of("step", Long.toString(done)));
                throw e;
            }
            state = step.apply(state, done);
        }
        if (from < steps || found == null) place.write(state, Map.of("step", Long.toString(steps)));
        account(
                name,
                1,
                from == steps && found != null ? 1 : 0,
                found == null ? place.missing : "continued at step %d of %d".formatted(from, steps));
        return state;
    }

    // --- one stored result

    private final class Stored<T> {
        private final Path file;
        private final Codec<T> codec;
        private final Map<String, String> about;
        private String missing = "nothing was stored yet";

        Stored(Path file, Codec<T> codec, Map<String, String> about) {
            this.file = file;
            this.codec = codec;
            this.about = about;
        }

        record Found<T>(T value, Map<String, String> notes, String reason) {}

        /// The stored value, or null and the reason in `missing`.
        ///
        /// @throws IllegalArgumentException with the difference if it is the result of another configuration
        @Nullable
        Found<T> read() {
            return switch (Checkpoint.read(file)) {
                case Checkpoint.Absent _ -> null;
                case Checkpoint.Broken broken -> refuse(broken.reason());
                case Checkpoint.Whole(var stored) -> {
                    var difference = stored.differences(about);
                    if (!difference.isEmpty()) throw changed(difference);
                    yield stored.shape().equals(codec.shape())
                            ? found(stored)
                            : refuse("the code now stores another structure there");
                }
            };
        }

        private IllegalArgumentException changed(String difference) {
            return new IllegalArgumentException(
                    "the stored result of stage %s of run %s is that of another configuration: %s; start a new run instead of resuming this one"
                            .formatted(about.get("stage"), folder.record().run(), difference));
        }

        private @Nullable Found<T> found(Checkpoint stored) {
            try {
                var value = codec.decode(stored.body());
                boolean same = stored.notes().getOrDefault("code", "").equals(notes.get("code"));
                return new Found<>(
                        value,
                        stored.notes(),
                        "stored by this run, same configuration%s"
                                .formatted(
                                        same
                                                ? ""
                                                : ", though by code %s and not %s"
                                                        .formatted(
                                                                stored.notes().get("code"), notes.get("code"))));
            } catch (IllegalArgumentException e) {
                return refuse(String.valueOf(e.getMessage()));
            }
        }

        private @Nullable Found<T> refuse(String reason) {
            missing = "the stored result was not used: " + reason;
            say("stage %s: %s: %s".formatted(about.get("stage"), file.getFileName(), missing));
            return null;
        }

        void write(T value, Map<String, String> step) {
            var all = new LinkedHashMap<>(notes);
            all.putAll(step);
            all.put("stored", Instant.now().toString());
            new Checkpoint(about, all, codec.shape(), codec.encode(value)).write(folder.files(), file);
        }
    }

    // --- accounts

    private void account(String name, int results, int stored, String reason) {
        accounts.put(name, new Account(name, results, stored, reason));
        folder.log("stage %s: %d results, %d stored before: %s".formatted(name, results, stored, reason));
    }

    private void say(String sentence) {
        folder.log(sentence);
        progress.say(sentence);
    }

    private Map<String, String> about(String stage, Map<String, String> extra) {
        var all = new LinkedHashMap<>(about);
        all.put("stage", stage);
        all.putAll(extra);
        return all;
    }

    /// A hash of what a task is, so that a stored result is never taken for another task's.
    private static String fingerprint(Object task) {
        try {
            var hash = CodeIdentity.sha256().digest(Codec.encodeAny(task));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (IllegalArgumentException e) {
            return "not a value"; // it is known by its number alone
        }
    }

    private Path file(String name) {
        var safe = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || c == '-' || c == '_' || c == '/') {
                safe.append(c);
            } else {
                safe.append("%%%02x".formatted((int) c));
            }
        }
        return folder.path().resolve("checkpoints").resolve(safe + ".bin");
    }
}
