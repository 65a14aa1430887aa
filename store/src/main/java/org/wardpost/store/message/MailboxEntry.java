package org.wardpost.store.message;

import java.util.Set;
import java.util.UUID;

/** What a view keeps of one message. Dates are milliseconds. */
public record MailboxEntry(
        long uid,
        long modseq,
        int bits,
        Set<String> keywords,
        long size,
        long internalDate,
        long saveDate,
        UUID objectId,
        UUID threadId,
        boolean damaged) {}
