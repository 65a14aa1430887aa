package org.wardpost.mail.message;

import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.mailbox.model.Content;
import org.wardpost.store.blob.ObjectSource;

/**
 * A message as James's append commands carry it, sealed all the way: our message manager re-wraps its key and parses nothing.
 *
 * @param source just taken in, or lying in a queue or mailbox; whoever made it closes it
 * @param deliveryId the same id is delivered to an account once, however often it is tried
 */
public record SealedContent(ObjectSource source, Optional<UUID> deliveryId) implements Content {
    public static SealedContent of(IntakenMessage message) {
        return new SealedContent(message.object(), Optional.empty());
    }

    @Override
    public InputStream getInputStream() {
        return source.open();
    }

    @Override
    public long size() {
        return source.size();
    }
}
