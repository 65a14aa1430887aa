package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.store.WriteRecorder;

/**
 * A transaction that {@code kill -9} interrupts is there wholly or not at all, in every table and in every index, whatever other
 * transactions do at that moment and whoever asks H2 to write (decision 0025). {@code -Dfaults.rounds=N} for more of it.
 */
class KilledBetweenStatementsTest {
    private static final List<String> TABLES = List.of("a", "b", "c", "d", "e");
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 400);
    private static final int WRITERS = 4;

    @Test
    void noTransactionIsHalfThere(@TempDir Path folder) throws Exception {
        var live = Files.createDirectories(folder.resolve("live"));
        var killed = Files.createDirectories(folder.resolve("killed"));
        var torn = new ArrayList<String>();
        try (var recorder = new WriteRecorder();
                var database = H2Database.open(live, 16, WRITERS + 1, 0)) {
            schema(database);
            int before = recorder.writes().size();
            load(database);
            var writes = recorder.writes();
            try (var file = new RandomAccessFile(folder.resolve("so-far").toFile(), "rw")) {
                for (int i = 0; i < writes.size(); i++) {
                    writes.get(i).applyTo(file);
                    if (i >= before && writes.get(i).octets().length > 4096) {
                        Files.copy(
                                folder.resolve("so-far"), H2Database.file(killed), StandardCopyOption.REPLACE_EXISTING);
                        look(killed, "after write " + i + " of " + writes.size(), torn);
                    }
                }
            }
            System.out.println(writes.size() - before + " writes, " + torn.size() + " torn");
        }
        assertThat(torn).isEmpty();
    }

    private static void schema(H2Database database) throws SQLException {
        try (var connection = database.connection();
                var statement = connection.createStatement()) {
            for (var table : TABLES) {
                statement.execute("create table " + table + "(id bigint primary key, tag bigint, body varbinary)");
                statement.execute("create index " + table + "_tag on " + table + "(tag)");
            }
        }
        database.awaitDurable();
    }

    private static void load(H2Database database) throws Exception {
        try (var pool = Executors.newFixedThreadPool(WRITERS)) {
            var tasks = new ArrayList<Callable<Void>>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                tasks.add(() -> {
                    for (int round = 0; round < ROUNDS; round++) {
                        write(database, (long) round * WRITERS + first, new Random(first));
                    }
                    return null;
                });
            }
            for (var done : pool.invokeAll(tasks)) {
                done.get();
            }
        }
    }

    private static void write(H2Database database, long id, Random random) throws SQLException {
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            for (var table : TABLES) {
                if (id >= 40) {
                    try (var delete = connection.prepareStatement("delete from " + table + " where id = ?")) {
                        delete.setLong(1, id - 40);
                        delete.executeUpdate();
                    }
                }
                try (var insert = connection.prepareStatement("insert into " + table + " values (?, ?, ?)")) {
                    insert.setLong(1, id);
                    insert.setLong(2, -id);
                    insert.setBytes(3, new byte[random.nextInt(500)]);
                    insert.executeUpdate();
                }
            }
            if (id % 11 == 0) {
                connection.rollback();
                return;
            }
            connection.commit();
        }
        if (id % 3 == 0) {
            database.awaitDurable();
        }
    }

    private static void look(Path folder, String when, List<String> torn) throws SQLException {
        var url = "jdbc:h2:" + folder.resolve("wardpost") + ";IFEXISTS=TRUE;LOCK_TIMEOUT=100;DB_CLOSE_DELAY=0";
        try (var connection = DriverManager.getConnection(url, "sa", "")) {
            var expected = ids(connection, "select id from a use index ()", torn, when);
            for (var table : TABLES) {
                for (var query : List.of(
                        "select id from " + table + " use index ()",
                        "select id from " + table + " order by id",
                        "select -tag from " + table + " use index (" + table + "_tag) order by tag",
                        "select -tag from " + table)) {
                    var found = ids(connection, query, torn, when);
                    if (!found.equals(expected)) {
                        torn.add(when + ": " + query + ": " + found.size() + " and not " + expected.size());
                    }
                }
            }
        }
    }

    private static TreeSet<Long> ids(Connection connection, String query, List<String> torn, String when) {
        var ids = new TreeSet<Long>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        } catch (SQLException failed) {
            torn.add(when + ": " + query + ": " + failed.getMessage());
        }
        return ids;
    }
}
