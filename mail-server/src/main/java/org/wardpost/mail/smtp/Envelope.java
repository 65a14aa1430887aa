package org.wardpost.mail.smtp;

import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;

/**
 * Who sent a message and who shall get it (RFC 5321 §2.3.1), once DATA has begun.
 * @param sender empty for {@code <>}
 * @param recipients in the order of RCPT; the same one twice only in LMTP, where each is answered
 * @param utf8 SMTPUTF8 was asked for (RFC 6531 §3.4)
 * @param dsn ENVID, RET, NOTIFY and ORCPT (RFC 3461), when any was given
 */
public record Envelope(
        Optional<MailAddress> sender, List<Recipient> recipients, boolean utf8, Optional<DsnParameters> dsn) {
    public Envelope {
        recipients = List.copyOf(recipients);
    }

    /** @param found what the address was resolved to when RCPT was answered */
    public record Recipient(MailAddress address, org.wardpost.mail.users.Recipients.Found found) {}
}
