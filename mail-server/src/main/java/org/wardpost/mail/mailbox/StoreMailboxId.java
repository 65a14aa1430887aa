package org.wardpost.mail.mailbox;

import java.util.UUID;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;

/** A mailbox by its random id; never used anew, so it is MAILBOXID (RFC 8474 §4.1) as well. */
public record StoreMailboxId(CollectionId collection) implements MailboxId {
    private static final String PREFIX = "B";
    private static final int HALF = 22;

    @Override
    public String serialize() {
        return PREFIX + ObjectIdText.of(collection.owner().value()) + ObjectIdText.of(collection.value());
    }

    /** @throws IllegalArgumentException if it is not what {@link #serialize} wrote */
    public static StoreMailboxId parse(String text) {
        if (text.length() != 1 + 2 * HALF || !text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("Not a mailbox id");
        }
        UUID owner = ObjectIdText.parse(text.substring(1, 1 + HALF));
        return new StoreMailboxId(new CollectionId(new AccountId(owner), ObjectIdText.parse(text.substring(1 + HALF))));
    }

    /** The collection behind a mailbox of ours. */
    public static CollectionId collection(MailboxId id) {
        return ((StoreMailboxId) id).collection();
    }

    public static CollectionId collection(Mailbox mailbox) {
        return collection(mailbox.getMailboxId());
    }

    @Override
    public String toString() {
        return serialize();
    }

    /** For James's wiring. */
    public static final class Factory implements MailboxId.Factory {
        @Override
        public MailboxId fromString(String serialized) {
            return parse(serialized);
        }
    }
}
