package org.wardpost.mail.imap;

import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.EditMode;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** SETACL and DELETEACL (RFC 4314 §3.1, §3.2). */
final class SetAclCommand implements Command {
    private final ImapBackend backend;
    private final boolean delete;

    SetAclCommand(ImapBackend backend, boolean delete) {
        this.backend = backend;
        this.delete = delete;
    }

    @Override
    public String name() {
        return delete ? "DELETEACL" : "SETACL";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws MailboxException {
        arguments.space();
        var name = arguments.mailbox();
        arguments.space();
        var identifier = arguments.astring();
        var mode = EditMode.REPLACE;
        String rights = "";
        if (!delete) {
            arguments.space();
            rights = arguments.astring();
            if (rights.startsWith("+")) mode = EditMode.ADD;
            if (rights.startsWith("-")) mode = EditMode.REMOVE;
        }
        arguments.end();
        var letters = AclLetters.read(mode == EditMode.REPLACE ? rights : rights.substring(1));
        var mailbox = Opened.named(backend, client, name).require(Right.Administer);
        backend.accessLists()
                .change(
                        mailbox.mailbox(),
                        identifier,
                        mode,
                        letters,
                        client.session().getUser());
    }
}
