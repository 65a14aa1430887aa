package org.wardpost.mail.mailbox;

import java.util.function.Supplier;
import org.apache.james.core.quota.QuotaSizeLimit;
import org.apache.james.core.quota.QuotaSizeUsage;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.OverQuotaException;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** What the store refuses, in James's words; its IMAP answers are made of these (RFC 5530). The names of mailboxes are never in them. */
final class MailboxRefusals {
    private MailboxRefusals() {}

    /** @throws MailboxException for what was refused; faults pass as they are */
    static <T> T translating(Supplier<T> operation) throws MailboxException {
        try {
            return operation.get();
        } catch (RefusedException refused) {
            throw of(refused);
        }
    }

    static void running(Runnable operation) throws MailboxException {
        translating(() -> {
            operation.run();
            return true;
        });
    }

    static MailboxException of(RefusedException refused) {
        var james = switch (refused.refusal()) {
            case Refusal.NotFound() -> new MailboxNotFoundException("the mailbox");
            case Refusal.NotPermitted(var needed) ->
                new InsufficientRightsException("The right '" + needed + "' is needed");
            case Refusal.PreconditionFailed() -> new MailboxException("It changed meanwhile");
            case Refusal.StaleToken() -> new MailboxException("Its history is no longer known");
            case Refusal.OverQuota() ->
                new OverQuotaException("Over quota", QuotaSizeLimit.size(0), QuotaSizeUsage.size(0));
            case Refusal.Malformed malformed -> new MailboxException(malformed.why());
            case Refusal.Locked() -> new MailboxException("This account is sealed and its owner is not signed in");
            case Refusal.AlreadyExists() -> new MailboxExistsException("the mailbox");
            case Refusal.Conflict() -> new MailboxException("Somebody else is changing it: try again");
            case Refusal.StorageFull() -> new MailboxException("The server's disk is full");
        };
        james.initCause(refused);
        return james;
    }
}
