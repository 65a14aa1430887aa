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

    boolean specialUseExists(String use);
}
