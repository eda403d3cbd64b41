package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// A cache of what the `run.json` files say, so that listing many runs need not read them all. Each row carries
/// the size and the time of the file that it was read from; a row that does not match its file is not used. An
/// index that is missing, corrupt or of another version is made anew; one that cannot be written is done without.
final class RunIndex implements AutoCloseable {
    static final String FILE = "index.sqlite";
    private static final int VERSION = 1;

    private final Connection connection;

    private RunIndex(Connection connection) {
        this.connection = connection;
    }

    /// What the index knows of one run.
    ///
    /// @param modified  of `run.json`, nanoseconds since 1970
    /// @param size  of `run.json`, bytes
    record Row(RunSummary summary, long modified, long size) {
        /// Whether it was read from the file that `other` was read from.
        boolean matches(Row other) {
            return modified == other.modified && size == other.size;
        }
    }

    /// Opens the index of the runs in `root`, making it if need be.
    ///
    /// @throws SQLException if it can neither be opened nor made
    static RunIndex open(Path root) throws SQLException {
        NativeSqlite.prepare();
        try {
            return connect(root);
        } catch (SQLException e) {
            if (!isCorrupt(e)) throw e;
            discard(root);
            return connect(root);
        }
    }

    /// Whether the file is no database any more, so that it must be made anew.
    static boolean isCorrupt(SQLException e) {
        return e instanceof SQLiteException sqlite
                && (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_CORRUPT
                        || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB
                        || sqlite.getResultCode().name().startsWith("SQLITE_CORRUPT"));
    }

    /// Removes the index; its next opening makes a new one.
    static void discard(Path root) {
        for (var suffix : List.of("", "-wal", "-shm")) {
            try {
                Files.deleteIfExists(root.resolve(FILE + suffix));
            } catch (IOException e) {
                throw StoreException.writing(root.resolve(FILE + suffix), e);
            }
        }
    }

    private static RunIndex connect(Path root) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.setOpenMode(SQLiteOpenMode.CREATE);
        var connection =
                config.createConnection("jdbc:sqlite:" + root.resolve(FILE).toAbsolutePath());
        try {
            create(connection);
            return new RunIndex(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var version = statement.executeQuery("pragma user_version")) {
                if (version.next() && version.getInt(1) == VERSION) return;
            }
            // immediate: of two processes that find no table one makes it, the other waits and finds it
            statement.execute("begin immediate");
            statement.execute("drop table if exists run");
            statement.execute("""
                    create table run (id text primary key, paper text, scale text, seed integer, status text,
                      started text, seconds real, problem text, modified integer, size integer) without rowid""");
            statement.execute("pragma user_version = " + VERSION);
            statement.execute("commit");
        }
    }

    /// Every row, by id.
    Map<String, Row> rows() throws SQLException {
        var rows = new HashMap<String, Row>();
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select id, paper, scale, seed, status, started, seconds, problem, modified, size from run")) {
            while (found.next()) {
                var summary = new RunSummary(
                        found.getString(1),
                        found.getString(2),
                        found.getString(3),
                        found.getLong(4),
                        Status.of(found.getString(5)),
                        found.getString(6),
                        found.getDouble(7),
                        found.getString(8));
                rows.put(summary.run(), new Row(summary, found.getLong(9), found.getLong(10)));
            }
        }
        return rows;
    }

    /// Puts rows in and takes others out, all or none.
    void update(Collection<Row> rows, Collection<String> gone) throws SQLException {
        connection.setAutoCommit(false);
        try (var put = connection.prepareStatement("insert or replace into run values (?,?,?,?,?,?,?,?,?,?)");
                var remove = connection.prepareStatement("delete from run where id = ?")) {
            for (var row : rows) {
                var summary = row.summary();
                put.setString(1, summary.run());
                put.setString(2, summary.paper());
                put.setString(3, summary.scale());
                put.setLong(4, summary.seed());
                put.setString(5, summary.status().name());
                put.setString(6, summary.started());
                put.setDouble(7, summary.seconds());
                put.setString(8, summary.problem());
                put.setLong(9, row.modified());
                put.setLong(10, row.size());
                put.addBatch();
            }
            put.executeBatch();
            for (var id : gone) {
                remove.setString(1, id);
                remove.addBatch();
            }
            remove.executeBatch();
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // a cache that will not close is still a cache
        }
    }
}
