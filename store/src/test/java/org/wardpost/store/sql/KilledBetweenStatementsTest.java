package org.wardpost.store.sql;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.store.WriteRecorder;
import org.wardpost.store.WriteReplay;

/**
 * A transaction that {@code kill -9} interrupts is there wholly or not at all, in every table and in every index, and one that was
 * acknowledged is there: whatever other transactions do at that moment, whoever asks H2 to write, in free room or at the end of the
 * file, and after an earlier kill too (decision 0031). {@code -Dfaults.rounds=N} for more of it, {@code -Dfaults.seed=N} for the same.
 */
class KilledBetweenStatementsTest {
    private static final List<String> TABLES = List.of("a", "b", "c", "d", "e");
    private static final int ROUNDS = Integer.getInteger("faults.rounds", 200);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);
    private static final int WRITERS = 4;
    private static final int KEPT = 40;

    private final List<String> wrong = new ArrayList<>();

    /** What one process wrote until it was killed. @param acknowledged transactions by their ids, and after how many writes */
    private record Life(List<WriteRecorder.Write> writes, Map<Long, Integer> acknowledged, long end) {
        Set<Long> acknowledged(int written) {
            var ids = new HashSet<Long>();
            acknowledged.forEach((id, after) -> {
                if (after <= written) ids.add(id);
            });
            return ids;
        }
    }

    @Test
    void noTransactionIsHalfThereAndNoAcknowledgedOneLost(@TempDir Path folder) throws Exception {
        var life = life(Files.createDirectories(folder.resolve("live")), 0, ROUNDS);
        try (var replay = new WriteReplay(folder.resolve("once"))) {
            for (int i = 0; i < life.writes.size(); i++) {
                replay.apply(life.writes.get(i));
                look(replay.copied(), life.acknowledged(i + 1), "after write " + i);
            }
        }
        assertThat(wrong).as("faults.seed=" + SEED).isEmpty();
    }

    @Test
    void noneIsAfterASecondKill(@TempDir Path folder) throws Exception {
        var life = life(Files.createDirectories(folder.resolve("live")), 0, ROUNDS);
        var random = new Random(SEED);
        try (var replay = new WriteReplay(folder.resolve("once"))) {
            for (int i = 0; i < life.writes.size(); i++) {
                replay.apply(life.writes.get(i));
                if (i > life.writes.size() / 2 && random.nextInt(ROUNDS / 10) == 0) {
                    again(replay.copied(), life, i + 1, folder.resolve("again-" + i));
                }
            }
        }
        assertThat(wrong).as("faults.seed=" + SEED).isEmpty();
    }

    /** What a killed process wrote and its header did not lead to cannot be taken for a chunk of the next one. */
    @Test
    void chunksOfTwoLivesHaveNoIdsInCommon(@TempDir Path folder) throws Exception {
        var first = life(Files.createDirectories(folder.resolve("live")), 0, 20);
        var last = chunks(first).last();
        try (var replay = new WriteReplay(folder.resolve("again"))) {
            for (var write : first.writes) {
                replay.apply(write);
            }
            var second = chunks(life(replay.copied(), first.end, 20));
            assertThat(second.last()).isGreaterThan(last + 1_000);
            assertThat(second.subSet(last, false, last + 1_000, true)).isEmpty(); // those up to it were moved
        }
    }

    private static TreeSet<Integer> chunks(Life life) {
        var ids = new TreeSet<Integer>();
        for (var write : life.writes) {
            var text = new String(write.octets(), 0, Math.min(16, write.octets().length), ISO_8859_1);
            if (text.startsWith("chunk:")) ids.add(Integer.valueOf(text.substring(6, text.indexOf(',')), 16));
        }
        return ids;
    }

    private void again(Path killed, Life first, int written, Path folder) throws Exception {
        try (var replay = WriteReplay.after(killed, folder)) {
            var second = life(killed, first.end, 8);
            for (int i = 0; i < second.writes.size(); i++) {
                replay.apply(second.writes.get(i));
                var acknowledged = first.acknowledged(written);
                acknowledged.addAll(second.acknowledged(i + 1));
                look(replay.copied(), acknowledged, "after write " + written + ", then " + i);
            }
        }
    }

    /** Opens what is in {@code folder}, works on it and leaves it: what was written is known, the file itself is of no use after. */
    private static Life life(Path folder, long first, int rounds) throws Exception {
        try (var recorder = new WriteRecorder();
                var database = H2Database.open(folder, 16, WRITERS + 1, 0)) {
            if (first == 0) schema(database);
            roomIsFreeAtOnce(database);
            var acknowledged = new HashMap<Long, Integer>();
            var ids = new AtomicLong(first);
            try (var pool = Executors.newFixedThreadPool(WRITERS)) {
                var tasks = new ArrayList<Callable<Void>>();
                for (int writer = 0; writer < WRITERS; writer++) {
                    var random = new Random(SEED + writer);
                    tasks.add(() -> {
                        for (int round = 0; round < rounds; round++) {
                            long id = ids.getAndIncrement();
                            if (write(database, id, random)) {
                                synchronized (acknowledged) {
                                    acknowledged.put(id, recorder.writes().size());
                                }
                            }
                        }
                        return null;
                    });
                }
                tasks.add(() -> {
                    database.compact();
                    return null;
                });
                for (var done : pool.invokeAll(tasks)) {
                    done.get();
                }
            }
            return new Life(recorder.writes(), acknowledged, ids.get());
        }
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

    /** What H2 does with rooms that are free for 45 seconds; connections that are made later would set it back. */
    private static void roomIsFreeAtOnce(H2Database database) throws SQLException {
        var all = new ArrayList<Connection>();
        try {
            for (int i = 0; i < WRITERS + 1; i++) all.add(database.connection());
            try (var statement = all.getFirst().createStatement()) {
                statement.execute("set retention_time 0");
            }
        } finally {
            for (var connection : all) connection.close();
        }
    }

    private static boolean write(H2Database database, long id, Random random) throws SQLException {
        boolean commits = id % 11 != 0;
        try (var connection = database.connection()) {
            connection.setAutoCommit(false);
            for (var table : TABLES) {
                if (id >= KEPT) {
                    try (var delete = connection.prepareStatement("delete from " + table + " where id = ?")) {
                        delete.setLong(1, id - KEPT);
                        delete.executeUpdate();
                    }
                }
                try (var insert = connection.prepareStatement("insert into " + table + " values (?, ?, ?)")) {
                    insert.setLong(1, id);
                    insert.setLong(2, -id);
                    insert.setBytes(3, new byte[random.nextInt(3_000)]);
                    insert.executeUpdate();
                }
            }
            if (commits) connection.commit();
            else connection.rollback();
        }
        if (commits && id % 3 == 0) {
            database.awaitDurable();
            return true;
        }
        return false;
    }

    private void look(Path folder, Set<Long> acknowledged, String when) {
        var url = "jdbc:h2:" + folder.resolve("wardpost") + ";IFEXISTS=TRUE;LOCK_TIMEOUT=100;DB_CLOSE_DELAY=0";
        try (var connection = DriverManager.getConnection(url, "sa", "")) {
            if (!exists(connection)) return;
            var expected = ids(connection, "select id from a use index ()");
            for (var table : TABLES) {
                for (var query : List.of(
                        "select id from " + table + " use index ()",
                        "select id from " + table + " order by id",
                        "select -tag from " + table + " use index (" + table + "_tag) order by tag")) {
                    var found = ids(connection, query);
                    if (!found.equals(expected))
                        wrong.add(when + ": " + query + ": " + found.size() + " and not " + expected.size());
                }
            }
            acknowledged.forEach(id -> {
                if (!thereOrDeleted(expected, id)) wrong.add(when + ": " + id + " is lost");
            });
        } catch (SQLException failed) {
            wrong.add(when + ": " + failed);
        }
    }

    /** The schema is made before anything is acknowledged, table by table. */
    private static boolean exists(Connection connection) throws SQLException {
        try (var tables = connection.getMetaData().getIndexInfo(null, "PUBLIC", "E", false, false)) {
            while (tables.next()) {
                if ("E_TAG".equals(tables.getString("INDEX_NAME"))) return true;
            }
            return false;
        }
    }

    /** Whoever deletes it, or deletes who deleted it, and so on: the last of them that was committed is there. */
    private static boolean thereOrDeleted(TreeSet<Long> ids, long id) {
        return !ids.isEmpty()
                && LongStream.iterate(id, later -> later <= ids.last(), later -> later + KEPT)
                        .anyMatch(ids::contains);
    }

    private static TreeSet<Long> ids(Connection connection, String query) throws SQLException {
        var ids = new TreeSet<Long>();
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            while (result.next()) {
                ids.add(result.getLong(1));
            }
        }
        return ids;
    }
}
