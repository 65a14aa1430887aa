package org.wardpost.mail.sieve;

import java.time.ZonedDateTime;
import java.util.Optional;

/** What a script may ask for that is not in the message. */
public interface SieveContext {
    /** Envelope sender; empty for {@code <>}. */
    Optional<String> sender();

    /** Envelope recipient as RCPT named it. */
    String recipient();

    ZonedDateTime now();

    boolean mailboxExists(String name);

    /** @param mailbox whether that one has the use (RFC 8579 §3); empty: any */
    boolean specialUseExists(Optional<String> mailbox, String use);
}
