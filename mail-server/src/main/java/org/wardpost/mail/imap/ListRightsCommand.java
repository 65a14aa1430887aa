package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** LISTRIGHTS (RFC 4314 §3.4). */
final class ListRightsCommand implements Command {
    private static final String OPTIONAL = " l r s w i p k x t e c d a"; // none is tied to another (§2.1.1, §3.7)

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
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.space();
        var identifier = arguments.astring();
        arguments.end();
        var mailbox = Opened.named(backend, client, name).require(Right.Administer);
        boolean owner = backend.accessLists().isOwner(mailbox.mailbox(), identifier);
        answer.text("* LISTRIGHTS ").mailbox(name).text(" ").string(identifier).text(" ");
        answer.string(owner ? AclLetters.write(MailboxACL.FULL_RIGHTS) : "");
        if (!owner) answer.text(OPTIONAL);
        answer.end();
    }
}
