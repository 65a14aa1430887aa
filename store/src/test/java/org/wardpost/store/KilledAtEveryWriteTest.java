package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.store.sql.H2Database;

/**
 * What {@code kill -9} leaves is what H2 wrote until then. Every write to the database file is recorded, and the file as it was after
 * each of them, and in the middle of it, is looked at and opened. {@code -Dfaults.seed=N} for the same load again.
 */
class KilledAtEveryWriteTest {
    private static final int PAGE = 4096;

    @Test
    void theDatabaseOpensWhereverTheServerWasKilled(@TempDir Path folder) throws Exception {
        long seed = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);
        var writes = recorded(seed, Integer.getInteger("faults.rounds", 20));
        var wrong = new ArrayList<String>();
        try (var replay = new WriteReplay(folder)) {
            int number = 0;
            for (var write : writes) {
                number++;
                if (write.writes() && write.octets().length > PAGE && number > 60) {
                    replay.apply(write.first(PAGE));
                    open(replay, "in write " + number + " of " + writes.size(), wrong);
                }
                replay.apply(write);
                if (number > 60) {
                    open(replay, "after write " + number + " of " + writes.size(), wrong);
                }
            }
        }
        System.out.println("seed " + seed + ", " + writes.size() + " writes, " + wrong.size() + " wrong");
        assertThat(wrong).as("faults.seed=" + seed).isEmpty();
    }

    private static void open(WriteReplay replay, String when, List<String> wrong) throws IOException {
        var data = replay.copied();
        try (var connection = H2Database.readOnly(data)) {
            Migrations.version(connection);
            WorkingKeyRows.installation(connection);
        } catch (Exception e) {
            var text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            wrong.add("look " + when + ": " + text);
            return;
        }
        if (Files.mismatch(replay.file(), H2Database.file(data)) >= 0) {
            wrong.add("look " + when + " changed the file");
        }
        try {
            H2Database.open(data, 16, 2, 0).close();
        } catch (Exception e) {
            var text = new java.io.StringWriter();
            e.printStackTrace(new java.io.PrintWriter(text));
            wrong.add("open " + when + ": " + text);
        }
    }

    private static List<WriteRecorder.Write> recorded(long seed, int rounds) throws Exception {
        try (var recorder = new WriteRecorder();
                var test = TestStore.onH2();
                var pool = Executors.newFixedThreadPool(4)) {
            var random = new Random(seed);
            var accounts = List.of(test.newAccount(), test.newAccount(), test.newAccount(), test.newAccount());
            for (int round = 0; round < rounds; round++) {
                int r = round;
                var tasks = new ArrayList<java.util.concurrent.Callable<Void>>();
                for (var account : accounts) {
                    var octets = new byte[1 + random.nextInt(60_000)];
                    tasks.add(() -> {
                        test.store()
                                .properties()
                                .put(account.id(), account.id().value(), PropertyKind.SETTING, "k" + r % 7, octets);
                        return null;
                    });
                }
                for (var done : pool.invokeAll(tasks)) {
                    done.get();
                }
                if (round % 10 == 9) {
                    test.store().compact();
                }
            }
            test.store().spool(); // still open: what follows would be a clean end
            return recorder.writes();
        }
    }
}
