package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
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
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.end();
        var mailbox = Opened.named(backend, client, name).require(Right.Administer);
        answer.text("* ACL ").mailbox(name);
        for (var entry : backend.accessLists().read(mailbox.mailbox()).entrySet()) {
            answer.text(" ").astring(entry.getKey()).text(" ").astring(AclLetters.write(entry.getValue()));
        }
        answer.end();
    }
}
