package org.wardpost.store.message;

import org.wardpost.store.collection.CollectionHead;

/** The counters of a mailbox that belong to one view. {@code recentFrom}: no message with a lower UID is recent any more. */
public record MailboxCounters(long modseq, long uidNext, long uidValidity, long recentFrom) {
    public static MailboxCounters of(CollectionHead head) {
        return new MailboxCounters(head.modseq().value(), head.uidNext(), head.uidValidity(), head.recentFrom());
    }
}
