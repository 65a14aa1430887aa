package org.wardpost.mail.smtp;

import java.util.UUID;
import org.slf4j.Logger;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** Refusals and faults as SMTP and LMTP say them (RFC 3463). */
public final class SmtpReplies {
    private SmtpReplies() {}

    public static Reply of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound _ -> Reply.of(550, "5.1.1", "No such recipient here");
            case Refusal.NotPermitted _ -> Reply.of(550, "5.7.1", "Not permitted");
            case Refusal.OverQuota _ -> Reply.of(452, "4.2.2", "Mailbox full");
            case Refusal.Locked _ -> Reply.of(451, "4.2.1", "Mailbox is locked");
            case Refusal.Malformed _ -> Reply.of(554, "5.6.0", "The message cannot be taken as it is");
            case Refusal.StorageFull _ -> Reply.of(452, "4.3.1", "Insufficient system storage"); // RFC 5321 §4.5.3.1.10
            case Refusal.PreconditionFailed _, Refusal.StaleToken _, Refusal.Conflict _, Refusal.AlreadyExists _ ->
                Reply.of(451, "4.3.0", "Try again");
        };
    }

    /** Something is broken: the peer keeps the message and learns a number that stands in the log. */
    public static Reply fault(Logger log, Throwable fault) {
        if (fault instanceof RefusedException refused) {
            return of(refused.refusal()); // not broken, such as a full disk
        }
        var id = UUID.randomUUID().toString().substring(0, 8);
        log.error("fault {}", id, fault);
        return Reply.of(451, "4.3.0", "Server error " + id);
    }
}
