package org.wardpost.store.message;

import java.io.InputStream;
import java.time.Instant;
import java.util.UUID;
import org.wardpost.store.Modseq;
import org.wardpost.store.blob.StoredObject;
import org.wardpost.vault.SealedReader;

/**
 * One message of a mailbox as it was read. What is clear in its row may be asked of any; what is sealed throws
 * {@link org.wardpost.vault.TamperedException} if row or object are not what was written, each time, and the rest is served.
 */
public interface StoredMessage {
    long uid();

    Modseq modseq();

    /** @throws org.wardpost.vault.TamperedException if the row was changed from outside */
    MessageFlags flags();

    /** To the millisecond. */
    Instant internalDate();

    /** When it came into this mailbox (RFC 8514). */
    Instant saveDate();

    /** Exact, in octets. @throws org.wardpost.vault.TamperedException */
    long size();

    UUID objectId();

    UUID threadId();

    /** Whether the row is what was written; nothing sealed opens otherwise. */
    boolean intact();

    /** Opened at the first call. @throws org.wardpost.vault.TamperedException */
    byte[] summary();

    /** Random access to the body; reads it from the database at the first call. @throws org.wardpost.vault.TamperedException */
    SealedReader body();

    /** @throws org.wardpost.vault.TamperedException here or while reading; nothing unauthenticated comes out */
    InputStream openBody();

    /** For appending the same message elsewhere without opening it. @throws org.wardpost.vault.TamperedException */
    StoredObject asSource();
}
