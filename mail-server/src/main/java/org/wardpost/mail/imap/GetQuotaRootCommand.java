package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** GETQUOTAROOT (RFC 9208 §4.1.2). */
final class GetQuotaRootCommand implements Command {
    private final ImapBackend backend;

    GetQuotaRootCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "GETQUOTAROOT";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.end();
        var mailbox = Opened.named(backend, client, name).require(Right.Read);
        var root = backend.quotaRoots().getQuotaRoot(mailbox.manager().getId());
        answer.text("* QUOTAROOT ")
                .mailbox(name)
                .text(" ")
                .string(root.getValue())
                .end();
        Quotas.tell(backend, root, answer);
    }
}
