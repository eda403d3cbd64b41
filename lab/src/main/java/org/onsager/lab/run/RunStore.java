package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.onsager.numerics.Parallel;

/// All runs under one root, each a folder `<root>/<id>/`. The folders are the truth; the SQLite index beside
/// them is a cache of their `run.json` files that is brought up to date whenever runs are listed, so that it may
/// be deleted, corrupted or written by two processes at once without harm.
///
/// Deleted and archived runs move to `<root>/.trash/` and `<root>/.archive/`, from where [#undo()] takes the last
/// batch back.
public final class RunStore implements AutoCloseable {
    static final String RECORD = "run.json";

    /// So many of the newest runs are checked against their files whenever runs are listed.
    private static final int CHECKED = 4_096;

    /// The stamp of a run that the index does not know: no file has it.
    private static final long NEVER = Long.MIN_VALUE;

    private final Path root;
    private final SafeFiles files;
    private @Nullable RunIndex index;

    private RunStore(Path root, SafeFiles files) {
        this.root = root;
        this.files = files;
    }

    /// The runs in `root`, which need not exist yet.
    public static RunStore open(Path root) {
        return open(root, new SafeFiles());
    }

    static RunStore open(Path root, SafeFiles files) {
        return new RunStore(root, files);
    }

    public Path root() {
        return root;
    }

    // --- one run

    /// Starts a run: its folder comes into being whole, with its `run.json`, locked by this process.
    ///
    /// @param draft  the record; its `run` is ignored
    /// @throws StoreException if the disk refuses
    public RunFolder create(RunRecord draft) {
        for (; ; ) {
            var id = RunId.make(Instant.now(), draft.paper());
            var place = root.resolve(id);
            if (Files.exists(place)) continue;
            var record = draft.named(id);
            var beside = root.resolve(".new-" + id);
            files.write(beside.resolve(RECORD), record.toJson());
            var lock = RunLock.take(beside, place);
            try {
                SafeFiles.move(beside, place);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
            remember(id);
            return new RunFolder(place, files, lock, record, () -> remember(id));
        }
    }

    /// Takes up a run that is not running.
    ///
    /// @param id  a full id
    /// @throws IllegalArgumentException if it is damaged or somebody works on it
    public RunFolder take(String id) {
        var place = folder(id);
        parse(id);
        var lock = RunLock.take(place, place);
        try {
            sweep(place);
            return new RunFolder(place, files, lock, parse(id), () -> remember(id));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// The record of a run; a run whose process died is reported as interrupted.
    ///
    /// @param id  a full id
    /// @throws IllegalArgumentException saying in one line what is wrong with it if it is damaged
    public RunRecord read(String id) {
        var record = parse(id);
        return isDead(record) ? record.withStatus(Status.INTERRUPTED, record.seconds(), record.problem()) : record;
    }

    /// The full id of the run that is, or starts with, `prefix`; never a path.
    ///
    /// @throws IllegalArgumentException if none or several are
    public String find(String prefix) {
        if (RunId.isValid(prefix) && Files.isDirectory(root.resolve(prefix))) return prefix;
        return RunId.find(prefix, ids());
    }

    /// The folder of a run.
    ///
    /// @param id  a full id
    public Path folder(String id) {
        if (!RunId.isValid(id)) throw new IllegalArgumentException(id + " is not the id of a run");
        return root.resolve(id);
    }

    private RunRecord parse(String id) {
        var file = folder(id).resolve(RECORD);
        try {
            var record = RunRecord.parse(Files.readAllBytes(file));
            if (record.run().equals(id)) return record;
            throw new IllegalArgumentException("run.json is that of run " + record.run());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("run %s is damaged: %s".formatted(id, e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("run %s is damaged: it has no run.json".formatted(id), e);
        } catch (IOException e) {
            throw StoreException.reading(file, e);
        }
    }

    /// Whether it says that it is running, but no process works on it any more.
    private boolean isDead(RunRecord record) {
        if (record.status() != Status.RUNNING) return false;
        try {
            return !RunLock.isHeld(folder(record.run()));
        } catch (IOException e) {
            return !record.machine().isAlive();
        }
    }

    /// Removes what a killed process left half written beside its place.
    private static void sweep(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(
                            each -> SafeFiles.isLeftover(each.getFileName().toString()))
                    .toList()) Files.delete(file);
        } catch (IOException e) {
            throw StoreException.writing(folder, e);
        }
    }

    // --- all runs

    /// Every run, newest first.
    ///
    /// The index is believed about runs that finished long ago (all but the newest few thousand): whether
    /// somebody has changed their files since is found out by [#read] and by [#reindex()]. Everything else is
    /// checked against the folders each time.
    public List<RunSummary> list() {
        var fresh = new HashSet<>(ids());
        var known = rows();
        var listed = new ArrayList<RunSummary>(fresh.size());
        var gone = new ArrayList<String>();
        var doubtful = new ArrayList<RunIndex.Row>();
        for (var row : known.values()) {
            if (!fresh.remove(row.summary().run())) {
                gone.add(row.summary().run());
            } else if (listed.size() + doubtful.size() < CHECKED
                    || row.summary().status() != Status.FINISHED) {
                doubtful.add(row);
            } else {
                listed.add(row.summary());
            }
        }
        for (var id : fresh) doubtful.add(new RunIndex.Row(RunSummary.damaged(id, ""), NEVER, NEVER));
        var changed = check(doubtful, listed);
        if (!changed.isEmpty() || !gone.isEmpty()) update(changed, gone);
        listed.sort(Comparator.comparing(RunSummary::run, RunId::byTime).reversed());
        return listed;
    }

    /// Compares rows with their files, adds what holds to `listed`.
    ///
    /// @return the rows that the index should hold instead
    private List<RunIndex.Row> check(List<RunIndex.Row> doubtful, List<RunSummary> listed) {
        var current = new RunIndex.@Nullable Row[doubtful.size()];
        Parallel.range(current.length, 256, (from, to) -> {
            for (int i = from; i < to; i++) {
                var old = doubtful.get(i);
                var id = old.summary().run();
                var stamp = stamp(id);
                // a run that runs is looked at each time: its process may have died
                boolean holds =
                        stamp == null || old.matches(stamp) && old.summary().status() != Status.RUNNING;
                current[i] = stamp == null
                        ? null
                        : holds ? old : new RunIndex.Row(summarise(id), stamp.modified(), stamp.size());
            }
        });
        var changed = new ArrayList<RunIndex.Row>();
        for (int i = 0; i < current.length; i++) {
            var row = current[i];
            if (row == null) continue; // deleted while we looked
            listed.add(row.summary());
            if (!row.equals(doubtful.get(i))) changed.add(row);
        }
        return changed;
    }

    /// Makes the index anew from the folders.
    ///
    /// @return how many runs there are
    public int reindex() {
        close();
        if (!Files.isDirectory(root)) return list().size();
        sweepUnborn();
        RunIndex.discard(root);
        return list().size();
    }

    /// Moves runs to the trash; [#undo()] takes them back.
    ///
    /// @param ids  full ids
    /// @throws IllegalArgumentException if somebody works on one of them; nothing has moved then
    public void delete(Collection<String> ids) {
        requireIdle(ids);
        new Trash(root).delete(ids);
    }

    /// Moves runs to the archive, where they are not listed; [#undo()] takes them back.
    ///
    /// @param ids  full ids
    /// @throws IllegalArgumentException if somebody works on one of them; nothing has moved then
    public void archive(Collection<String> ids) {
        requireIdle(ids);
        new Trash(root).archive(ids);
    }

    /// Takes back the last batch of runs that were deleted or archived.
    ///
    /// @return their ids, none if there is nothing to take back
    public List<String> undo() {
        return new Trash(root).undo();
    }

    /// Deletes for good what is in the trash.
    ///
    /// @return how many runs that were
    public int emptyTrash() {
        return new Trash(root).empty();
    }

    private void requireIdle(Collection<String> ids) {
        for (var id : ids) {
            if (summarise(id).status() == Status.RUNNING) {
                throw new IllegalArgumentException("run %s is being worked on; stop it first".formatted(id));
            }
        }
    }

    private List<String> ids() {
        if (!Files.exists(root)) return List.of();
        // java.io.File: names alone, a third of the time of a DirectoryStream's paths
        var names = root.toFile().list();
        if (names == null) throw new StoreException("cannot read %s: it is not a folder".formatted(root), null);
        return Arrays.stream(names).filter(RunId::isValid).toList();
    }

    private RunSummary summarise(String id) {
        try {
            return read(id).summary();
        } catch (IllegalArgumentException | StoreException e) {
            return RunSummary.damaged(id, String.valueOf(e.getMessage()));
        }
    }

    /// Size and time of a run's `run.json`; -1 where there is none; null where there is no such run any more.
    private RunIndex.@Nullable Row stamp(String id) {
        var empty = RunSummary.damaged(id, "");
        var file = root.resolve(id).resolve(RECORD);
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new RunIndex.Row(empty, attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS), attributes.size());
        } catch (IOException e) {
            return Files.exists(root.resolve(id)) ? new RunIndex.Row(empty, -1, -1) : null;
        }
    }

    /// Removes what killed processes left of runs that never came into being.
    private void sweepUnborn() {
        var names = root.toFile().list((folder, name) -> name.startsWith(".new-"));
        if (names == null) return;
        for (var name : names) {
            var unborn = root.resolve(name);
            try {
                boolean young = Files.getLastModifiedTime(unborn)
                        .toInstant()
                        .isAfter(Instant.now().minusSeconds(60));
                if (young) continue; // some process may be at it just now
                Files.deleteIfExists(unborn.resolve(RECORD));
                Files.deleteIfExists(unborn.resolve(RunLock.FILE));
                sweep(unborn);
                Files.delete(unborn);
            } catch (IOException e) {
                throw StoreException.writing(unborn, e);
            }
        }
    }

    // --- the index, which may always fail

    private synchronized Map<String, RunIndex.Row> rows() {
        if (!Files.isDirectory(root)) return Map.of();
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                return index().rows();
            } catch (SQLException e) {
                close();
                if (!RunIndex.isCorrupt(e)) return Map.of();
                discard();
            }
        }
        return Map.of();
    }

    private synchronized void update(Collection<RunIndex.Row> changed, Collection<String> gone) {
        try {
            index().update(changed, gone);
        } catch (SQLException e) {
            close();
            if (RunIndex.isCorrupt(e)) discard(); // the next list makes a new one
        }
    }

    private void remember(String id) {
        var row = stamp(id);
        if (row != null) update(List.of(new RunIndex.Row(summarise(id), row.modified(), row.size())), List.of());
    }

    private RunIndex index() throws SQLException {
        if (index == null) index = RunIndex.open(root);
        return index;
    }

    private void discard() {
        try {
            RunIndex.discard(root);
        } catch (StoreException e) {
            // a corrupt index on a read-only disk: the folders are read instead
        }
    }

    @Override
    public synchronized void close() {
        if (index != null) index.close();
        index = null;
    }
}
