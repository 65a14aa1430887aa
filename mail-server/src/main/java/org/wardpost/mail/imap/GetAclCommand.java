package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** GETACL (RFC 4314 §3.3). */
final class GetAclCommand implements Command {
    private final ImapBackend backend;

    GetAclCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "GETACL";
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
        Opened.named(backend, client, name).require(Right.Administer);
        var acl = backend.mailboxes().listRights(Opened.path(client.session(), name), client.session());
        answer.text("* ACL ").mailbox(name);
        for (var entry : acl.getEntries().entrySet()) {
            answer.text(" ")
                    .string(entry.getKey().serialize())
                    .text(" ")
                    .string(entry.getValue().serialize());
        }
        answer.end();
    }
}
