package org.wardpost.store.message;

import org.wardpost.store.Modseq;

/** What happened in a mailbox after a modseq. */
public sealed interface Changes {
    /** The tombstones since then are swept: the asker has to look at the whole mailbox. */
    record Forgotten() implements Changes {}

    /**
     * @param changed UIDs that are there and whose row is newer
     * @param vanished UIDs that were there at some time and are not (RFC 7162 §3.2.10)
     * @param upTo the asker is in step with this modseq; more is to be asked for when not {@code complete}
     */
    record Since(UidSet changed, UidSet vanished, Modseq upTo, boolean complete) implements Changes {}
}
