package org.wardpost.store.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Progress;
import org.wardpost.store.Store;
import org.wardpost.store.StoreOpenException;
import org.wardpost.store.TestStore;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.item.ItemDraft;
import org.wardpost.store.item.Precondition;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.audit.AuditEvent;
import org.wardpost.vault.provider.Pkcs12Provider;

interface BackupContract {
    TestStore test();

    boolean onPostgres();

    private Path newFolder() {
        return test().folder().resolve("backup-" + Ids.random());
    }

    private static void append(Store store, CollectionId mailbox, byte[] message, String keyword) {
        try (var spooling = store.spool().open(ObjectType.MESSAGE)) {
            spooling.write(message, 0, message.length);
            try (var object = spooling.finish()) {
                object.summary(("summary of " + message.length).getBytes(UTF_8));
                var flags = new MessageFlags(MessageFlags.SEEN, Set.of(keyword));
                store.messages()
                        .append(
                                mailbox,
                                new MessageDraft(
                                        object,
                                        flags,
                                        Instant.parse("2026-11-20T10:00:00Z"),
                                        ThreadLinks.NONE,
                                        Optional.empty()));
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private static List<byte[]> bodies(Store store, CollectionId mailbox) {
        return store.messages()
                .read(mailbox, UidSet.ofRange(1, 1_000_000), true)
                .map(message -> {
                    try (var body = message.openBody()) {
                        assertThat(message.summary()).isEqualTo(("summary of " + message.size()).getBytes(UTF_8));
                        return body.readAllBytes();
                    } catch (IOException failed) {
                        throw new AssertionError(failed);
                    }
                })
                .toList();
    }

    private static byte[] octets(int size) {
        var octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private AuditEvent restored() {
        return AuditEvent.of(test().clock().instant(), "backup.restore", "operator", "", Map.of());
    }

    private Store restore(Path folder, boolean postgres) {
        return Store.restore(
                test().elsewhere(postgres),
                test().root(),
                test().clock(),
                Store.archive(folder, test().root(), Progress.NONE),
                restored(),
                Progress.NONE);
    }

    @Test
    default void aRestoredStoreHasEveryOctetUnderANewUidValidity() {
        var ward = test().newMailbox();
        var sizes = List.of(0, 1, 10_000, 65_536, 300_000);
        sizes.forEach(size -> append(test().store(), ward.id(), octets(size), "urgent"));
        var owner = ward.id().owner();
        var rota = test().store()
                .collections()
                .create(owner, CollectionKind.CALENDAR, CollectionRole.NONE, "Rota", Map.of("colour", "blue"))
                .id();
        test().store()
                .items()
                .put(
                        rota,
                        new Precondition.Any(),
                        new ItemDraft("e1.ics", new byte[0], "BEGIN:VCALENDAR".getBytes(UTF_8)));
        test().store()
                .properties()
                .put(owner, ward.id().value(), PropertyKind.ANNOTATION, "comment", "of the ward".getBytes(UTF_8));
        var folder = newFolder();
        var report = test().store().backup().make(folder, Progress.NONE);
        assertThat(report.objectFiles()).isPositive();
        assertThat(report.missing()).isEmpty();
        assertThat(report.sealedAccounts()).isZero();
        assertThat(report.opened())
                .containsKeys(
                        "account",
                        "body",
                        "collection",
                        "item",
                        "message",
                        "object file",
                        "property",
                        "slot",
                        "summary");

        for (var postgres : List.of(onPostgres(), !onPostgres())) {
            try (var restored = restore(folder, postgres)) {
                assertThat(bodies(restored, ward.id()))
                        .usingElementComparator(Arrays::compare)
                        .containsExactlyElementsOf(
                                sizes.stream().map(BackupContract::octets).toList());
                assertThat(restored.messages()
                                .find(ward.id(), 3)
                                .orElseThrow()
                                .flags()
                                .keywords())
                        .containsExactly("urgent");
                assertThat(restored.items().find(rota, "e1.ics")).isPresent();
                assertThat(restored.properties().get(owner, ward.id().value(), PropertyKind.ANNOTATION, "comment"))
                        .hasValueSatisfying(
                                value -> assertThat(value).asString(UTF_8).isEqualTo("of the ward"));
                assertThat(restored.collections().find(ward.id()))
                        .map(Collection::uidValidity)
                        .hasValueSatisfying(now -> assertThat(now).isGreaterThan(ward.uidValidity()));
                append(restored, ward.id(), octets(200_000), "later");
                assertThat(bodies(restored, ward.id())).hasSize(6);
                assertThat(restored.verification().run(Progress.NONE).findings())
                        .isEmpty();
            }
        }
    }

    @Test
    default void aBackupWhileAppendsGoOnSeesOneInstant() throws Exception {
        var mailboxes =
                IntStream.range(0, 4).mapToObj(_ -> test().newMailbox().id()).toList();
        var stop = new AtomicBoolean();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Callable<Integer>>();
            for (var mailbox : mailboxes) {
                append(test().store(), mailbox, octets(100), "first");
                running.add(() -> {
                    int appended = 1;
                    while (!stop.get()) {
                        append(test().store(), mailbox, octets(100 + appended % 5 * 30_000), "k" + appended % 3);
                        appended++;
                    }
                    return appended;
                });
            }
            var futures = running.stream().map(workers::submit).toList();
            var folder = newFolder();
            try {
                test().store().backup().make(folder, Progress.NONE);
            } finally {
                stop.set(true);
            }
            for (var future : futures) {
                assertThat(future.get()).isPositive();
            }
            try (var restored = restore(folder, onPostgres())) {
                for (var mailbox : mailboxes) {
                    var head = restored.collections().head(mailbox);
                    assertThat(bodies(restored, mailbox))
                            .hasSize((int) head.total())
                            .hasSizeGreaterThanOrEqualTo(1);
                    assertThat(head.uidNext()).isEqualTo(head.total() + 1);
                }
                assertThat(restored.verification().run(Progress.NONE).findings())
                        .isEmpty();
            }
        }
    }

    @Test
    default void aFlippedBitIsRefusedByTheNameOfItsFile() throws IOException {
        append(test().store(), test().newMailbox().id(), octets(150_000), "large");
        var folder = newFolder();
        test().store().backup().make(folder, Progress.NONE);
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var octets = Files.readAllBytes(file);
                if (octets.length == 0) {
                    continue;
                }
                var changed = octets.clone();
                changed[octets.length / 2] ^= 1;
                Files.write(file, changed);
                assertThatThrownBy(() -> Store.archive(folder, test().root(), Progress.NONE))
                        .as(file.toString())
                        .isInstanceOf(ArchiveException.class)
                        .hasMessageContaining(
                                file.endsWith("manifest")
                                        ? "manifest"
                                        : folder.relativize(file).toString());
                Files.write(file, octets);
            }
        }
        assertThat(Store.archive(folder, test().root(), Progress.NONE).tenant())
                .isEqualTo(test().store().keys().tenant());
    }

    @Test
    default void whatIsNoBackupOrNotOursIsRefusedInASentence() throws IOException {
        test().newMailbox();
        var folder = newFolder();
        test().store().backup().make(folder, Progress.NONE);
        assertThatThrownBy(() -> test().store().backup().make(folder, Progress.NONE))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("not empty");
        try (var other = Pkcs12Provider.create(test().folder().resolve("keys-" + Ids.random()))) {
            assertThatThrownBy(() -> Store.archive(folder, other, Progress.NONE))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("root key");
        }
        assertThatThrownBy(() -> Store.restore(
                        test().settings(),
                        test().root(),
                        test().clock(),
                        Store.archive(folder, test().root(), Progress.NONE),
                        restored(),
                        Progress.NONE))
                .isInstanceOf(StoreOpenException.class);
        var unfinished = Files.createDirectories(newFolder());
        assertThatThrownBy(() -> Store.archive(unfinished, test().root(), Progress.NONE))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("never came to its end");
        Files.delete(folder.resolve("message.rows"));
        assertThatThrownBy(() -> Store.archive(folder, test().root(), Progress.NONE))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("message.rows");
    }

    @Test
    default void theServerRemembersWhichRootVersionsABackupNeeds() {
        var folder = newFolder();
        var made = test().store().backup().make(folder, Progress.NONE);
        var record = test().store().backup().made().stream()
                .filter(b -> b.id().equals(made.id()))
                .findFirst()
                .orElseThrow();
        assertThat(record.folder()).isEqualTo(folder.toString());
        assertThat(record.opensBy(test().root().versions())).isTrue();
        assertThat(record.opensBy(Set.of(4711))).isFalse();
    }

    @Test
    default void afterRotationTheBackupNeedsTheRootKeyThatTheServerDoesNot() {
        var folder = newFolder();
        test().store().backup().make(folder, Progress.NONE);
        var before = Set.copyOf(test().root().versions());
        test().store().rotation().rotate(Progress.NONE);
        var after = Set.of(test().root().currentVersion());
        assertThat(test().store().rotation().opensBy(after)).isTrue();
        assertThat(test().store().rotation().opensBy(before)).isFalse();
        var record = test().store().backup().made().stream()
                .filter(b -> b.folder().equals(folder.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(record.opensBy(before)).isTrue();
        assertThat(record.opensBy(after)).isFalse();
    }
}
