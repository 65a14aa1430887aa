package org.wardpost.mail.imap;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.apache.james.mailbox.MailboxSession;

/** The door to {@code identity}: one answer for every reason of a refusal. */
public interface ImapLogin {
    /** What a login came to. */
    sealed interface Outcome {
        record Accepted(MailboxSession session) implements Outcome {}

        /** @param delay before the client is told */
        record Refused(Duration delay) implements Outcome {}

        /** Not looked at: too many logins wait already. */
        record Busy() implements Outcome {}
    }

    /** @param password wiped by the caller afterwards
     * @param actFor whose mailboxes are meant, if not the user's own (RFC 4616, authzid) */
    Outcome login(String user, char[] password, Optional<String> actFor, InetAddress peer);

    /** Whether the password of that login still opens the account: it may have been changed or taken back meanwhile. */
    boolean stillValid(MailboxSession session);

    /** The connection has ended: releases what the login opened. */
    void logout(MailboxSession session);
}
