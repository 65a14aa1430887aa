package org.wardpost.mail.queue;

/** Names of queues in the store. */
public final class QueueNames {
    /** Mail on its way through the mailets. */
    public static final String SPOOL = "spool";
    /** Mail for other servers, one row a destination. */
    public static final String OUTGOING = "outgoing";
    /** Prefix of a mail repository: its rows are never due. */
    public static final String REPOSITORY = "repository:";

    private QueueNames() {}
}
