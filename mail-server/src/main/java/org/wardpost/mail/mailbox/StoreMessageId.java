package org.wardpost.mail.mailbox;

import java.util.UUID;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.ThreadId;
import org.wardpost.vault.Ids;

/** A message by the id of its object, which all its copies share: EMAILID (RFC 8474 §5.1). Threads are named in the same way (§5.2). */
public record StoreMessageId(UUID object) implements MessageId {
    private static final String PREFIX = "E";

    @Override
    public String serialize() {
        return PREFIX + ObjectIdText.of(object);
    }

    @Override
    public boolean isSerializable() {
        return true;
    }

    /** @throws IllegalArgumentException if it is not what {@link #serialize} wrote */
    public static StoreMessageId parse(String text) {
        if (!text.startsWith(PREFIX)) {
            throw new IllegalArgumentException("Not a message id");
        }
        return new StoreMessageId(ObjectIdText.parse(text.substring(1)));
    }

    public static UUID object(MessageId id) {
        return ((StoreMessageId) id).object();
    }

    public static ThreadId thread(UUID thread) {
        return ThreadId.fromBaseMessageId(new StoreMessageId(thread));
    }

    @Override
    public String toString() {
        return serialize();
    }

    /** For James's wiring. */
    public static final class Factory implements MessageId.Factory {
        @Override
        public MessageId fromString(String serialized) {
            return parse(serialized);
        }

        @Override
        public MessageId generate() {
            return new StoreMessageId(Ids.random());
        }
    }
}
