package org.wardpost.store.message;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wardpost.store.CollectionId;

/**
 * Something stored that is not what was written.
 * @param uid of the message, or the first of a run of 256 where only the run is known
 * @param why a sentence without content
 */
public record Finding(CollectionId collection, Kind kind, OptionalLong uid, Optional<UUID> object, String why) {
    /** What is wrong. */
    public enum Kind {
        /** The mailbox's own row. */
        HEAD,
        /** A message's row was changed. */
        ROW,
        /** A tombstone was changed, or a run's note of swept ones. */
        TOMBSTONE,
        /** A UID below UIDNEXT is neither a message nor a removed one. */
        MISSING,
        /** All rows of a run of 256 UIDs are good, and one of them is an older one, or one is missing. */
        RUN,
        /** The runs are good and the whole is not: a run was put back together with its rows. */
        WHOLE,
        /** Counters of the mailbox or the account are not what its rows come to. */
        COUNTERS,
        /** A body or summary does not open. */
        OBJECT,
        /** How often an object is referred to. */
        REFERENCES
    }
}
