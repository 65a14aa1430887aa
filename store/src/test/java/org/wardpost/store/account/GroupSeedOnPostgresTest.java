package org.wardpost.store.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Progress;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Store;
import org.wardpost.store.StoreSettings;
import org.wardpost.store.TestStore;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.Ids;

class GroupSeedOnPostgresTest implements GroupSeedContract {
    static TestStore store;

    @BeforeAll
    static void open() {
        store = TestStore.still(true);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Override
    public TestStore test() {
        return store;
    }

    /** A data folder of the same installation for a node of its own. */
    private Path secondNode() throws IOException {
        var data = test().folder().resolve("data");
        var second = test().folder().resolve("second-node");
        Files.createDirectory(
                second, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.copy(data.resolve("installation"), second.resolve("installation"));
        Files.writeString(second.resolve("node"), Ids.random() + "\n");
        return second;
    }

    @Test
    void anotherNodeGoesOnWithTheNewSeedAndTheLeaverIsOutThereToo() throws IOException {
        var ann = test().newAccount().id();
        var bob = test().newAccount().id();
        var group = newGroup(ann, bob);
        var inbox = test().newMailbox(group, "INBOX").id();
        var settings = StoreSettings.in(secondNode())
                .withDatabase(test().settings().jdbcUrl().orElseThrow())
                .withUpkeep(new StoreSettings.Upkeep(0, Duration.ZERO, 1));
        try (var other = Store.open(settings, test().root(), test().clock())) {
            other.grants().requireAsMember(inbox, group, ann);
            other.grants().requireAsMember(inbox, group, bob);
            other.collections().create(group, CollectionKind.MAILBOX, CollectionRole.NONE, "Before", Map.of());
            test().store().delegations().remove(group, List.of(bob));
            // at once: what it remembers is of the generation before
            var made =
                    other.collections().create(group, CollectionKind.MAILBOX, CollectionRole.NONE, "After", Map.of());
            other.properties().put(group, group.value(), PropertyKind.SETTING, "a", new byte[] {7});
            other.grants().requireAsMember(made.id(), group, ann);
            Awaitility.await().until(() -> {
                try {
                    other.grants().requireAsMember(inbox, group, bob);
                    return false;
                } catch (RefusedException out) {
                    return true;
                }
            });
            test().store().grants().requireAsMember(made.id(), group, ann);
            assertThat(other.verification().run(Progress.NONE).findings()).isEmpty();
        }
    }
}
