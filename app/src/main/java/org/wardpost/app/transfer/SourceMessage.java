package org.wardpost.app.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;

/**
 * One message as it lies in a file.
 * @param key tells it from the others of its source, and is the same at a second try
 * @param mailbox where it lay, {@code /} between the parts
 * @param flags {@link org.wardpost.store.message.MessageFlags} bits
 * @param received empty if the source does not say
 */
record SourceMessage(String key, String mailbox, int flags, Optional<Instant> received, Content content) {
    interface Content {
        /** The octets, once; closing it does not end the source. */
        InputStream open() throws IOException;
    }
}
