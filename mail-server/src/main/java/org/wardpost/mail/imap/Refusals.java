package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.UUID;
import org.apache.james.mailbox.exception.AnnotationException;
import org.apache.james.mailbox.exception.InboxAlreadyCreated;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.OverQuotaException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.StoreFault;
import org.wardpost.store.message.UidSet;
import org.wardpost.vault.TamperedException;
import reactor.core.Exceptions;

/** What stands in the way of a command, as IMAP says it (RFC 3501 §7.1, codes of RFC 5530 §3 and RFC 9208 §4.3.3). The one
 * place: a new refusal of the store does not compile until it is answered here. A fault is told by an id, in the answer and in
 * the log, and by nothing that a message or a mailbox is called. */
final class Refusals {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static void answer(Answer answer, Throwable thrown) throws IOException {
        var cause = Exceptions.unwrap(thrown);
        switch (cause) {
            case Malformed set
            when Malformed.NO_SUCH_NUMBER.equals(set.getMessage()) -> answer.bad("failed. Invalid messageset.");
            case Malformed malformed -> answer.bad("failed. Illegal arguments: " + malformed.getMessage() + '.');
            case RefusedException refused -> answer(answer, refused.refusal());
            case TamperedException tampered ->
                answer.no("CORRUPTION", "failed, what is stored has been changed from outside, " + logged(cause));
            case MailboxException mailbox -> answer(answer, mailbox);
            case IOException io
            when io.getCause() instanceof RefusedException refused -> answer(answer, refused.refusal());
            case StoreFault lost -> // RFC 5530 §3: a subsystem is down; it may be back in a moment
                answer.no("UNAVAILABLE", "failed, server error " + logged(cause));
            case RuntimeException tried
            when Exceptions.isRetryExhausted(tried) && tried.getCause() != null -> answer(answer, tried.getCause());
            default -> answer.no("SERVERBUG", "failed, server error " + logged(cause));
        }
    }

    static void answer(Answer answer, Refusal refusal) throws IOException {
        switch (refusal) {
            case Refusal.NotFound() -> answer.no("NONEXISTENT", "failed. No such mailbox.");
            case Refusal.NotPermitted(var needed) -> answer.no("NOPERM", "failed. You need the right " + needed + '.');
            case Refusal.PreconditionFailed() -> answer.no("", "failed. It has changed meanwhile.");
            case Refusal.StaleToken() ->
                answer.no("", "failed. Start anew."); // QRESYNC answers it by itself, this is for the rest
            case Refusal.OverQuota() -> answer.no("OVERQUOTA", "failed. Over quota.");
            case Refusal.Malformed(var where, var why) -> answer.no("CANNOT", "failed. " + where + ": " + why);
            case Refusal.Locked() ->
                answer.no("UNAVAILABLE", "failed. The account is sealed and its owner is not signed in.");
            case Refusal.AlreadyExists() -> answer.no("ALREADYEXISTS", "failed. Mailbox already exists.");
            case Refusal.Conflict() -> answer.no("INUSE", "failed. Somebody else is changing it, try again.");
            case Refusal.StorageFull() -> answer.no("UNAVAILABLE", "failed. The server's disk is full.");
        }
    }

    private static void answer(Answer answer, MailboxException thrown) throws IOException {
        switch (thrown) {
            case MailboxNotFoundException gone -> answer(answer, new Refusal.NotFound());
            case InboxAlreadyCreated exists -> answer(answer, new Refusal.AlreadyExists());
            case MailboxExistsException exists -> answer(answer, new Refusal.AlreadyExists());
            case OverQuotaException over -> answer(answer, new Refusal.OverQuota());
            case InsufficientRightsException denied -> answer.no("NOPERM", "failed. You do not have the right.");
            case UnsupportedRightException unknown -> answer.bad("failed. No such right.");
            case AnnotationException tooMuch -> answer.no("METADATA TOOMANY", "failed."); // RFC 5464 §4.3
            case MailboxNameException name -> answer.no("CANNOT", "failed. No mailbox can be called that.");
            default -> {
                var inner = thrown.getCause();
                if (inner instanceof RefusedException || inner instanceof TamperedException) answer(answer, inner);
                else answer.no("SERVERBUG", "failed, server error " + logged(thrown));
            }
        }
    }

    /** That a command was done except for some messages (RFC 5530 §3: CORRUPTION). The store has reported each of them. */
    static String leftOut(UidSet damaged) {
        return "failed for UID " + damaged + ", changed from outside on the server; the others are done.";
    }

    /** Logs a fault under a new id. */
    static String logged(Throwable fault) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        var trace = fault.getStackTrace();
        LOG.error("IMAP fault {}: {} at {} < {}", id, fault.getClass().getName(), at(trace, 0), at(trace, 1));
        return id;
    }

    private static String at(StackTraceElement[] trace, int depth) {
        return depth < trace.length ? trace[depth].toString() : "?";
    }
}
