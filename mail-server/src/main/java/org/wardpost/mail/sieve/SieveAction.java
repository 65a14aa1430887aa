package org.wardpost.mail.sieve;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a script wants done with a message. */
public sealed interface SieveAction {
    /** Into INBOX (RFC 5228 §4.3). @param flags IMAP flags and keywords (RFC 5232) */
    record Keep(Set<String> flags) implements SieveAction {}

    /**
     * @param mailbox full name, or INBOX
     * @param specialUse {@code \Archive} and the like: stronger than the name when such a mailbox is there (RFC 8579 §4)
     * @param create make it when it is missing (RFC 5490 §3.2)
     */
    record FileInto(String mailbox, Set<String> flags, boolean create, Optional<String> specialUse)
            implements SieveAction {}

    record Redirect(String address) implements SieveAction {}

    /** Back to its sender (RFC 5429). */
    record Reject(String reason) implements SieveAction {}

    /**
     * @param interval least time between two answers to one sender
     * @param handle answers of one handle count together (RFC 5230 §4.7)
     * @param mime {@code reason} is a whole MIME entity with its header
     */
    record Vacation(
            Duration interval,
            Optional<String> subject,
            Optional<String> from,
            List<String> addresses,
            String handle,
            boolean mime,
            String reason)
            implements SieveAction {}
}
