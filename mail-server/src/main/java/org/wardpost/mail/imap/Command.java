package org.wardpost.mail.imap;

import java.util.Set;

/** One IMAP command: reads its arguments, does its work and answers, on the thread of the connection's commands. Has no state;
 * one instance serves everybody. Adding one is a file and a line in {@link Commands}. */
interface Command {
    /** In upper case. */
    String name();

    Set<ConnectionState> validIn();

    /** @throws Exception what stands in the way: {@link Refusals} makes the tagged answer of it */
    void run(Arguments arguments, ImapConnection client, Answer answer) throws Exception;

    /** What of others' changes is told before the tagged answer. */
    default Telling tells(boolean byUid) {
        return Telling.EVERYTHING;
    }

    /** Whether {@code UID} may stand before it. */
    default boolean hasUidForm() {
        return false;
    }

    /** RFC 3501 §7.4.1: message numbers must not change under a client that is using them. */
    enum Telling {
        EVERYTHING,
        NOTHING_GONE,
        NOTHING
    }
}
