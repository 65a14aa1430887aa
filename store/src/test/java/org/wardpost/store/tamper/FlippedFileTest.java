package org.wardpost.store.tamper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.wardpost.store.Progress;
import org.wardpost.store.StoreFault;
import org.wardpost.store.StoreOpenException;
import org.wardpost.store.TestStore;

/**
 * One bit of H2's file itself, wherever it lies: the store does not open and says so in a sentence, or serves what is whole. Sealed
 * files are {@link SealedFilesTest}'s. {@code -Dfaults.seed=N} for the same bits, {@code -Dfaults.offsets=N} for more of them.
 */
@EnabledIfSystemProperty(
        named = "faults.file",
        matches = "true",
        disabledReason = "other octets each time: -Dfaults.file=true")
class FlippedFileTest {
    private static final int USERS = 2;
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);

    private final Random random = new Random(SEED);
    private final List<String> wrong = new ArrayList<>();

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void aBitOfTheDatabaseFileNeverMakesOtherContent() throws IOException {
        System.out.println("faults.seed=" + SEED);
        var test = TestStore.still(false);
        new FilledStore(test).fill(USERS);
        test.store().compact(); // or most octets are of nothing
        test.reopen();
        var whole = Contents.of(test.store(), USERS);
        test.closeStore();
        var data = test.settings().dataFolder();
        var stopped = new StoppedStore(data);
        int refused = 0;
        int served = 0;
        for (int i = 0; i < Integer.getInteger("faults.offsets", 40); i++) {
            long at = flip(data.resolve("db/wardpost.mv.db"));
            if (opened(test, at)) {
                served++;
                serves(test, at, whole);
            } else {
                refused++;
            }
            stopped.putBack();
        }
        System.out.println(refused + " refused, " + served + " served");
        test.openStore();
        assertThat(Contents.of(test.store(), USERS)).isEqualTo(whole);
        stopped.forget();
        test.close();
        assertThat(wrong).as("faults.seed=" + SEED).isEmpty();
    }

    private long flip(Path file) throws IOException {
        try (var open = new RandomAccessFile(file.toFile(), "rw")) {
            long at = random.nextLong(open.length());
            open.seek(at);
            int octet = open.read();
            open.seek(at);
            open.write(octet ^ 1 << random.nextInt(8));
            return at;
        }
    }

    private boolean opened(TestStore test, long at) {
        try {
            test.openStore();
            return true;
        } catch (StoreOpenException refused) {
            if (!String.valueOf(refused.getMessage()).endsWith(".")) {
                wrong.add("octet " + at + ": no sentence: " + refused.getMessage());
            }
            return false;
        } catch (RuntimeException | Error other) {
            wrong.add("octet " + at + ": instead of a sentence " + other);
            return false;
        }
    }

    private void serves(TestStore test, long at, Map<String, String> whole) {
        try {
            Contents.of(test.store(), USERS).forEach((path, value) -> {
                if (!value.startsWith(Contents.ERROR) && !value.equals(whole.get(path))) {
                    wrong.add("octet " + at + ": other content at " + path);
                }
            });
            test.store().verification().run(Progress.NONE);
        } catch (StoreFault unreadable) {
            // a fault with an id is an answer
        } catch (RuntimeException | Error other) {
            wrong.add("octet " + at + ": " + other);
        } finally {
            close(test, at);
        }
    }

    private void close(TestStore test, long at) {
        try {
            test.closeStore();
        } catch (RuntimeException | Error other) {
            wrong.add("octet " + at + ": closing: " + other);
        }
    }
}
