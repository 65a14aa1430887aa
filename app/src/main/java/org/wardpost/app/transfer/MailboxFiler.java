package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wardpost.mail.mailbox.MountedNames;
import org.wardpost.mail.mailbox.StandardMailboxes;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.vault.Ids;
import org.wardpost.vault.LookupField;

/** Puts messages from files into the mailboxes of one account: octets as they are, sealed as they are read. */
public final class MailboxFiler {
    private static final MountedNames NAMES = new MountedNames('/');

    private final Store store;
    private final Account account;
    private final Map<String, CollectionId> mailboxes = new HashMap<>();

    public MailboxFiler(Store store, Account account) {
        this.store = store;
        this.account = account;
        StandardMailboxes.subscribed(store).ensure(account.id());
    }

    /**
     * @param flags {@link MessageFlags} bits
     * @param received as internal date
     * @param key the same at a second try
     */
    public record Item(String mailbox, int flags, Instant received, String key) {}

    /** Where the octets come from. */
    @FunctionalInterface
    public interface Content {
        java.io.InputStream open() throws IOException;
    }

    /**
     * Files one message; durable when this returns.
     * @return false if it had been filed before under the same key with the same octets
     * @throws org.wardpost.store.RefusedException OverQuota, StorageFull
     */
    public boolean file(Item item, Content content) throws IOException {
        var digest = sha256();
        try (var in = new DigestInputStream(content.open(), digest);
                var intake = new MessageIntake(store.spool())) {
            in.transferTo(intake);
            try (var message = intake.finish()) {
                var draft = new MessageDraft(
                        message.object(),
                        new MessageFlags(item.flags(), Set.of()),
                        item.received(),
                        message.links(),
                        Optional.of(deliveryId(item, digest.digest())));
                return !store.messages()
                        .append(mailbox(reachable(item.mailbox())), draft)
                        .duplicate();
            }
        }
    }

    /** Another program's name for a mailbox; below Shared stand those of others. */
    private static String reachable(String name) {
        return NAMES.isReserved(name) ? "Imported/" + name : NAMES.withInbox(name);
    }

    /** The mailbox of that name, made with those above it if it is not there. */
    CollectionId mailbox(String name) {
        var known = mailboxes.get(name);
        return known != null ? known : remember(name, find(name).orElseGet(() -> make(name)));
    }

    private CollectionId remember(String name, CollectionId id) {
        mailboxes.put(name, id);
        return id;
    }

    private Optional<CollectionId> find(String name) {
        return store.collections()
                .findByName(account.id(), CollectionKind.MAILBOX, name)
                .map(Collection::id);
    }

    private CollectionId make(String name) {
        var slash = name.lastIndexOf('/');
        if (slash > 0) {
            mailbox(name.substring(0, slash));
        }
        var role = name.equals("INBOX") ? CollectionRole.INBOX : CollectionRole.NONE;
        return store.collections()
                .create(account.id(), CollectionKind.MAILBOX, role, name, Map.of())
                .id();
    }

    /** Keyed, so that the database does not tell whether a known file was imported. */
    private UUID deliveryId(Item item, byte[] sha256) {
        var text = (item.mailbox() + "\0" + item.key() + "\0").getBytes(StandardCharsets.UTF_8);
        var value = java.util.Arrays.copyOf(text, text.length + sha256.length);
        System.arraycopy(sha256, 0, value, text.length, sha256.length);
        return Ids.of(store.keys()
                .account(account.id())
                .lookup(LookupField.DELIVERY, value)
                .bytes());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}
