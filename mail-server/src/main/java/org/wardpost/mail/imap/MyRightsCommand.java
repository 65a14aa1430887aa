package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** MYRIGHTS (RFC 4314 §3.5). */
final class MyRightsCommand implements Command {
    private static final Set<Right> TELLING = EnumSet.of(
            Right.Lookup, Right.Read, Right.Insert, Right.CreateMailbox, Right.DeleteMailbox, Right.Administer); // §4

    private final ImapBackend backend;

    MyRightsCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "MYRIGHTS";
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
        tell(backend, name, client, answer);
    }

    static void tell(ImapBackend backend, String name, ImapConnection client, Answer answer) throws IOException {
        var rights = Opened.named(backend, client, name).rights();
        if (TELLING.stream().noneMatch(rights::contains)) throw new RefusedException(new Refusal.NotFound());
        answer.text("* MYRIGHTS ")
                .mailbox(name)
                .text(" ")
                .string(AclLetters.write(rights))
                .end();
    }
}
