package org.wardpost.benchmarks.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.StoreSettings;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.blob.SpooledObject;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.provider.Pkcs12Provider;

/** A store in a temporary folder with mailboxes of 10 KB messages, for measuring; gone when it is closed. */
public final class BenchStore implements AutoCloseable {
    private static final int SIZE = 10 * 1024;
    private static final byte[] SUMMARY = new byte[1200];
    private static final int GROUP = 50;

    private final Path folder;
    private final Pkcs12Provider root;
    private final Store store;

    /** @param jdbc a PostgreSQL address; empty for H2 */
    public BenchStore(Optional<String> jdbc) {
        try {
            this.folder = Files.createTempDirectory("wardpost-bench");
            this.root = Pkcs12Provider.create(folder.resolve("keys"));
            var settings = StoreSettings.in(folder.resolve("data"));
            this.store = Store.open(jdbc.map(settings::withDatabase).orElse(settings), root, Clock.systemUTC());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Store store() {
        return store;
    }

    /** Makes an account with one mailbox. */
    public CollectionId inbox(String address) {
        var account = store.accounts()
                .create(new NewAccount(address, "Bench", Set.of(), OptionalLong.empty(), OptionalLong.empty()))
                .id();
        return mailbox(account, "INBOX");
    }

    public CollectionId mailbox(AccountId owner, String name) {
        return store.collections()
                .create(owner, CollectionKind.MAILBOX, CollectionRole.NONE, name, Map.of())
                .id();
    }

    /** Makes an account with one mailbox of so many messages. */
    public CollectionId filled(String address, int messages) {
        var box = inbox(address);
        for (int i = 0; i < messages; i += GROUP) {
            var group = new ArrayList<Delivery>();
            var objects = new ArrayList<SpooledObject>();
            for (int j = 0; j < Math.min(GROUP, messages - i); j++) {
                objects.add(spool());
                group.add(new Delivery(box, draft(objects.getLast(), ThreadLinks.NONE, Optional.empty())));
            }
            store.messages().deliver(group);
            objects.forEach(SpooledObject::close);
        }
        return box;
    }

    public void append(CollectionId target) {
        try (var object = spool()) {
            store.messages().append(target, draft(object, ThreadLinks.NONE, Optional.empty()));
        }
    }

    /** A sealed message of random octets, to be closed. */
    public SpooledObject spool() {
        var bytes = new byte[SIZE];
        new Random().nextBytes(bytes);
        try (var spooling = store.spool().open(ObjectType.MESSAGE)) {
            spooling.write(bytes, 0, bytes.length);
            var object = spooling.finish();
            object.summary(SUMMARY);
            return object;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A message as it arrives. */
    public static MessageDraft draft(SpooledObject object, ThreadLinks links, Optional<UUID> delivery) {
        return new MessageDraft(object, MessageFlags.of(MessageFlags.RECENT), Instant.now(), links, delivery);
    }

    @Override
    public void close() {
        store.close();
        root.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
