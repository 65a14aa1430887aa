package org.wardpost.mail.queue;

import java.util.UUID;

/** Names of queues in the store. */
public final class QueueNames {
    /** Mail on its way through the mailets. */
    public static final String SPOOL = "spool";
    /** Mail for other servers, one row a destination. */
    public static final String OUTGOING = "outgoing";
    /** Prefix of a mail repository: its rows are never due. */
    public static final String REPOSITORY = "repository:";

    private QueueNames() {}

    /** @throws IllegalArgumentException with a sentence for an operator, if no queue can be called so */
    public static String require(String name) {
        if (name.equals(SPOOL) || name.equals(OUTGOING) || name.startsWith(REPOSITORY)) return name;
        throw new IllegalArgumentException("There is no queue " + name + ": outgoing, spool, or " + REPOSITORY
                + "NAME, such as " + REPOSITORY + "error.");
    }

    /** @throws IllegalArgumentException with a sentence for an operator, if it is no ID */
    public static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("An ID looks like those that queue list shows.");
        }
    }
}
