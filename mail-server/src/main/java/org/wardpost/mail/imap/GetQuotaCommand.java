package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.QuotaRoot;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** GETQUOTA (RFC 9208 §4.1.1). Roots that a user may ask about are its own and those of
 * mailboxes that it may read. */
final class GetQuotaCommand implements Command {
    private final ImapBackend backend;

    GetQuotaCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "GETQUOTA";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var asked = arguments.astring();
        arguments.end();
        var own = backend.quotaRoots().getQuotaRoot(MailboxPath.inbox(client.session()));
        var root = own.getValue().equals(asked) ? own : shared(asked, client);
        Quotas.tell(backend, root, answer);
    }

    private QuotaRoot shared(String asked, ImapConnection client) throws MailboxException {
        for (var entry : backend.tree().visible(client.session())) {
            if (entry.own()) continue;
            var root = backend.quotaRoots().getQuotaRoot(entry.id());
            boolean reads = backend.tree()
                    .rights(backend.collectionOf().apply(entry.id()), client.session())
                    .contains(Right.Read);
            if (reads && root.getValue().equals(asked)) return root;
        }
        throw new RefusedException(new Refusal.NotFound());
    }
}
