package org.wardpost.store.blob;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.TestStore;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;
import org.wardpost.vault.ObjectType;

class ObjectSpoolTest {
    private TestStore test;

    @BeforeEach
    void open() {
        test = TestStore.onH2();
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Path data() {
        return test.settings().dataFolder();
    }

    private long files(String folder) throws IOException {
        try (var all = Files.walk(data().resolve(folder))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void smallObjectsTouchNoFileAndGiveTheirMemoryBack() throws IOException {
        try (var spooling = test.store().spool().open(ObjectType.MESSAGE)) {
            spooling.write("small".getBytes(StandardCharsets.UTF_8));
            try (var object = spooling.finish()) {
                assertThat(object.open()).hasContent("small");
                assertThat(object.open()).hasContent("small");
                assertThat(files("spool")).isZero();
                assertThat(test.store().spool().memoryInUse()).isPositive();
            }
        }
        assertThat(test.store().spool().memoryInUse()).isZero();
    }

    @Test
    void largeObjectsLieSealedInTheSpoolAndGoWhenDropped() throws IOException {
        var phrase = "the canary sings at noon. ".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        try (var spooling = test.store().spool().open(ObjectType.MESSAGE)) {
            spooling.write(phrase);
            try (var object = spooling.finish()) {
                assertThat(files("spool")).isEqualTo(1);
                try (var all = Files.list(data().resolve("spool"))) {
                    var bytes = Files.readString(all.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
                    assertThat(bytes).doesNotContain("canary");
                }
                assertThat(object.open()).hasBinaryContent(phrase);
            }
        }
        assertThat(files("spool")).isZero();
        assertThat(files("objects")).isZero();
    }

    @Test
    void anAbandonedObjectLeavesNothing() throws IOException {
        try (var spooling = test.store().spool().open(ObjectType.MESSAGE)) {
            spooling.write(new byte[400_000]);
            assertThat(files("spool")).isEqualTo(1);
        }
        assertThat(files("spool")).isZero();
        assertThat(test.store().spool().memoryInUse()).isZero();
    }

    @Test
    void leftoversAreDeletedAtTheNextStart() throws IOException {
        var spooling = test.store().spool().open(ObjectType.MESSAGE);
        spooling.write(new byte[400_000]);
        test.reopen();
        assertThat(files("spool")).isZero();
    }

    @Test
    void blobsThatNoRowNamesAreDeletedAtTheNextStart() throws IOException {
        var mails = new Mails(test);
        var box = mails.mailbox();
        var content = new byte[400_000];
        new Random(3).nextBytes(content);
        try (var object = mails.spooled(content);
                var lost = mails.spooled(content)) {
            test.store().messages().append(box, Mails.draft(object, MessageFlags.NONE));
            lost.settle(); // as if the process had died before the commit
            lost.attempt();
        }
        assertThat(files("objects")).isEqualTo(2);
        test.reopen();
        assertThat(files("objects")).isEqualTo(1);
        assertThat(test.store().messages().find(box, 1).orElseThrow().openBody())
                .hasBinaryContent(content);
        test.store().messages().expunge(box, UidSet.ALL, false);
        test.reopen();
        assertThat(files("objects")).isZero();
    }
}
