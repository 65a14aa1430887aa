package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** LISTRIGHTS (RFC 4314 §3.4). */
final class ListRightsCommand implements Command {
    private final ImapBackend backend;

    ListRightsCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "LISTRIGHTS";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.space();
        var identifier = arguments.astring();
        arguments.end();
        Opened.named(backend, client, name).require(Right.Administer);
        var rights = backend.mailboxes()
                .listRights(Opened.path(client.session(), name), SetAclCommand.key(identifier), client.session());
        answer.text("* LISTRIGHTS ").mailbox(name).text(" ").string(identifier);
        for (var group : rights) answer.text(" ").string(group.serialize());
        answer.end();
    }
}
