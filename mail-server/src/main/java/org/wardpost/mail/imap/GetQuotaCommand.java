package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxPath;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** GETQUOTA (RFC 9208 §4.1.1). The only root a user may ask about by name is its own. */
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
        if (!own.getValue().equals(asked)) throw new RefusedException(new Refusal.NotFound());
        Quotas.tell(backend, own, answer);
    }
}
