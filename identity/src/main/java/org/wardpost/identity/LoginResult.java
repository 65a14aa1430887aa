package org.wardpost.identity;

import java.time.Duration;

/** What came of a {@link LoginAttempt}. */
public sealed interface LoginResult {
    /** The account is open for as long as {@code principal} is not closed. */
    record Accepted(Principal principal) implements LoginResult {}

    /**
     * Not accepted. The reason is not told to anybody but the audit log: unknown name, wrong password, wrong protocol, disabled and
     * locked look alike.
     * @param waitBeforeAnswer how long the caller waits, off its event loop, before it answers; zero or more
     */
    record Refused(Duration waitBeforeAnswer) implements LoginResult {}

    /**
     * Not looked at, because too many logins wait already: "try again", never "wrong password" (IMAP {@code NO [UNAVAILABLE]},
     * RFC 5530 §3; SMTP {@code 454 4.7.0}, RFC 4954 §4).
     */
    record Busy() implements LoginResult {}
}
