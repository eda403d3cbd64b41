package org.onsager.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/// A cache of what the `run.json` files say, so that listing many runs need not read them all. Each row carries
/// the size and the time of the file that it was read from; a row that does not match its file is not used. An
/// index that is missing, corrupt or of another version is made anew; one that cannot be written is done without.
final class RunIndex implements AutoCloseable {
    static final String FILE = "index.sqlite";
    private static final int VERSION = 2;

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

        /// Its fields with tabs between them.
        String line() {
            return String.join(
                    "\t",
                    summary.run(),
                    Long.toString(modified),
                    Long.toString(size),
                    summary.paper(),
                    summary.scale(),
                    Long.toString(summary.seed()),
                    summary.status().name(),
                    summary.started(),
                    Double.toString(summary.seconds()),
                    summary.problem().replaceAll("\\s", " "));
        }

        static Row parse(String text, int from, int end) {
            var fields = new String[10];
            for (int i = 0; i < 9; i++) {
                int tab = text.indexOf('\t', from);
                fields[i] = text.substring(from, tab);
                from = tab + 1;
            }
            fields[9] = text.substring(from, end);
            return new Row(
                    new RunSummary(
                            fields[0],
                            fields[3],
                            fields[4],
                            Long.parseLong(fields[5]),
                            Status.valueOf(fields[6]),
                            fields[7],
                            Double.parseDouble(fields[8]),
                            fields[9]),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]));
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
            statement.execute("create table run (id text primary key, line text not null) without rowid");
            statement.execute("pragma user_version = " + VERSION);
            statement.execute("commit");
        }
    }

    /// Every row by id, newest first.
    LinkedHashMap<String, Row> rows() throws SQLException {
        var rows = new LinkedHashMap<String, Row>();
        // one long text: a call into SQLite for each cell of 100,000 runs takes longer than all the rest
        var query = "select group_concat(line, char(10)) from (select line from run order by id desc)";
        try (var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            var text = found.next() ? found.getString(1) : null;
            if (text == null) return rows;
            for (int from = 0, end; from < text.length(); from = end + 1) {
                end = text.indexOf('\n', from);
                if (end < 0) end = text.length();
                var row = Row.parse(text, from, end);
                rows.put(row.summary().run(), row);
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SQLException("the index holds what was never put in", e);
        }
        return rows;
    }

    /// Puts rows in and takes others out, all or none.
    void update(Collection<Row> rows, Collection<String> gone) throws SQLException {
        connection.setAutoCommit(false);
        try (var put = connection.prepareStatement("insert or replace into run values (?, ?)");
                var remove = connection.prepareStatement("delete from run where id = ?")) {
            for (var row : rows) {
                put.setString(1, row.summary().run());
                put.setString(2, row.line());
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
