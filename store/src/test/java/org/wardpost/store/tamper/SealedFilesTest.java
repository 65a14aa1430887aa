package org.wardpost.store.tamper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Progress;
import org.wardpost.store.TestStore;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.store.message.UidSet;
import org.wardpost.vault.Ids;
import org.wardpost.vault.TamperedException;

/**
 * Sealed files of a store that is stopped, changed in each way that a disk or a thief may: whoever opens the message gets an error, the
 * audit log has it, verify names it, and every other message is served. Of a summary's file only the summary is lost.
 */
class SealedFilesTest {
    /** Three segments of 64 KiB, of which the last is short. */
    private static final int LENGTH = 150_000;

    private static final int SUMMARY = 300_000;
    private static final int HEADER = 49;
    private static final int SEGMENT = 64 * 1024 + 16;

    private final Map<Long, String> changed = new LinkedHashMap<>();
    private final Map<Long, String> sent = new LinkedHashMap<>();
    private TestStore test;
    private Mails mails;
    private CollectionId anns;
    private CollectionId bobs;
    private long next = 1;

    @BeforeEach
    void open() {
        test = TestStore.still(false);
        mails = new Mails(test);
        anns = mails.mailbox();
        bobs = mails.mailbox();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private interface Change {
        byte[] of(byte[] sealed) throws IOException;
    }

    @Test
    void aChangedFileIsAnErrorOfItsMessageAlone() throws IOException {
        for (int i = 0; i < 24; i++) {
            append(anns, 100);
        }
        mails.append(bobs, text("bob", 1));
        mails.append(anns, text("gone", 1));
        var bodies = files(anns, "blob");
        var bobsBody = files(bobs, "blob").get(1L);
        var gone = Files.readAllBytes(bodies.get(25L));
        test.store().messages().expunge(anns, UidSet.of(25), false);
        test.closeStore();

        for (int at : List.of(0, 1, 20, HEADER - 1, HEADER, HEADER + SEGMENT - 1, HEADER + SEGMENT, LENGTH)) {
            change(bodies, "octet " + at + " flipped", file -> flipped(file, at));
        }
        change(bodies, "the last octet flipped", file -> flipped(file, file.length - 1));
        for (int length : List.of(0, 1, HEADER - 1, HEADER, HEADER + 20, HEADER + SEGMENT, HEADER + 2 * SEGMENT)) {
            change(bodies, "cut to " + length, file -> Arrays.copyOf(file, length));
        }
        change(bodies, "the last octet cut off", file -> Arrays.copyOf(file, file.length - 1));
        change(bodies, "an octet more", file -> Arrays.copyOf(file, file.length + 1));
        change(bodies, "a removed message's file", _ -> gone);
        Files.delete(bodies.get(next));
        changed.put(next++, "removed");
        swap(bodies.get(next), bodies.get(next + 1));
        changed.put(next++, "swapped");
        changed.put(next++, "swapped");
        swap(bodies.get(next), bobsBody);
        changed.put(next++, "swapped with another user's");

        test.openStore();
        assertThat(next).as("some are untouched").isLessThan(25);
        assertThat(mails.all(anns)).hasSize(24).allSatisfy(this::isErrorOrWhole);
        assertThatThrownBy(() -> mails.content(bobs, 1)).isInstanceOf(TamperedException.class);
        changed.forEach((uid, what) -> assertAudited(anns, uid));
        assertAudited(bobs, 1);
        var found = test.store().verification().run(Progress.NONE).findings();
        changed.forEach((uid, what) -> assertThat(found)
                .as(what)
                .anyMatch(finding ->
                        finding.account().equals(anns.owner()) && finding.why().contains("UID " + uid + " ")));
        assertThat(found).as("nothing else").hasSize(changed.size() + 1);
        append(anns, 100);
        assertThat(mails.content(anns, 26)).isEqualTo(text("ann", 26));
    }

    @Test
    void aChangedFileOfASummaryLeavesTheMessageWhole() throws IOException {
        for (int i = 0; i < 5; i++) {
            append(anns, SUMMARY);
        }
        var bodies = files(anns, "blob");
        var summaries = files(anns, "summary_blob");
        test.closeStore();
        var flipped = summaries.get(1L);
        Files.write(flipped, flipped(Files.readAllBytes(flipped), SEGMENT));
        Files.delete(summaries.get(2L));
        Files.write(summaries.get(3L), new byte[0]);
        Files.copy(bodies.get(4L), summaries.get(4L), StandardCopyOption.REPLACE_EXISTING);

        test.openStore();
        for (var message : mails.all(anns)) {
            assertThat(mails.content(message)).isEqualTo(sent.get(message.uid()));
            if (message.uid() == 5) {
                assertThat(message.summary()).hasSize(SUMMARY);
            } else {
                assertThatThrownBy(message::summary).isInstanceOf(TamperedException.class);
                assertAudited(anns, message.uid());
            }
        }
    }

    private void isErrorOrWhole(StoredMessage message) {
        if (changed.containsKey(message.uid())) {
            assertThatThrownBy(() -> mails.content(message))
                    .as(changed.get(message.uid()))
                    .isInstanceOf(TamperedException.class);
        } else {
            assertThat(mails.content(message)).isEqualTo(sent.get(message.uid()));
        }
    }

    private void append(CollectionId mailbox, int summary) {
        long uid = test.store().collections().head(mailbox).uidNext();
        sent.put(uid, text("ann", uid));
        try (var object = mails.spooled(sent.get(uid))) {
            object.summary(new byte[summary]);
            test.store().messages().append(mailbox, Mails.draft(object, MessageFlags.NONE));
        }
    }

    private static String text(String whose, long number) {
        return (whose + " " + number + " ").repeat(LENGTH / 6).substring(0, LENGTH);
    }

    private void change(Map<Long, Path> bodies, String what, Change change) throws IOException {
        var file = bodies.get(next);
        Files.write(file, change.of(Files.readAllBytes(file)));
        changed.put(next++, what);
    }

    private static byte[] flipped(byte[] sealed, int at) {
        sealed[at] ^= 4;
        return sealed;
    }

    private static void swap(Path one, Path other) throws IOException {
        var ones = Files.readAllBytes(one);
        Files.copy(other, one, StandardCopyOption.REPLACE_EXISTING);
        Files.write(other, ones);
    }

    private void assertAudited(CollectionId mailbox, long uid) {
        Awaitility.await()
                .until(() -> test.store().audit().read(0, 10_000).stream()
                        .map(chained -> chained.event())
                        .anyMatch(event -> event.what().equals("damage.found")
                                && event.target().equals(mailbox.owner() + "/" + mailbox.value())
                                && event.facts().getOrDefault("why", "").startsWith("message " + uid + ": ")));
    }

    /** The files of a mailbox's objects by UID; asked while the store is open. */
    private Map<Long, Path> files(CollectionId mailbox, String column) {
        var files = new LinkedHashMap<Long, Path>();
        for (var row : test.look(
                "select m.uid, o." + column + " from message m join object o on o.number = m.object_number"
                        + " where m.collection = ? order by m.uid",
                mailbox.value())) {
            var name = HexFormat.of().formatHex(Ids.bytes((UUID) row.getLast()));
            var folder = test.settings().dataFolder().resolve("objects").resolve(name.substring(0, 2));
            files.put(((Number) row.getFirst()).longValue(), folder.resolve(name));
        }
        return files;
    }
}
