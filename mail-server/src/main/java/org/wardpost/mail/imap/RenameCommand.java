package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.message.UidSet;

/** RENAME (RFC 3501 §6.3.5), with everything below. */
final class RenameCommand implements Command {
    private final ImapBackend backend;

    RenameCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "RENAME";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var from = arguments.mailbox();
        arguments.space();
        var to = arguments.mailbox();
        arguments.end();
        var session = client.session();
        var target = MailboxNames.checked(to, backend, session);
        if (target.startsWith(from + session.getPathDelimiter()) && !from.equals("INBOX")) {
            answer.no("CANNOT", "failed. A mailbox cannot go below itself.");
            return;
        }
        if (backend.tree().isVisible(target, session)) throw new RefusedException(new Refusal.AlreadyExists());
        var mailbox = Opened.named(backend, client, from);
        if (from.equals("INBOX")) emptyInto(target, mailbox, client, answer);
        else if (mailbox.path().isInbox()) answer.no("CANNOT", "failed. Somebody else's INBOX stays.");
        else backend.tree().rename(mailbox.mailbox(), target, session);
    }

    /** INBOX stays, empty; what lay in it is in the new mailbox, and what is below it stays there (RFC 3501 §6.3.5). */
    private void emptyInto(String target, Opened inbox, ImapConnection client, Answer answer)
            throws MailboxException, IOException {
        backend.tree().create(target, client.session());
        var made = Opened.named(backend, client, target);
        var moved = backend.messages().move(inbox.collection(), UidSet.ALL, made.collection());
        if (!moved.damaged().isEmpty()) answer.untagged("NO [CORRUPTION] RENAME " + Refusals.leftOut(moved.damaged()));
    }
}
