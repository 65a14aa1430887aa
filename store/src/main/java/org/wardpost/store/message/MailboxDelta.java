package org.wardpost.store.message;

import java.util.List;

/**
 * What changed in a mailbox between two modseqs.
 * @param written rows that are new or newer, in ascending UID
 * @param vanished UIDs in ascending order; none of them is in {@code written}
 */
public record MailboxDelta(MailboxCounters counters, List<MailboxEntry> written, long[] vanished) {}
