package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.wardpost.store.collection.CollectionRole;

/** CREATE (RFC 3501 §6.3.3) with USE (RFC 6154 §3) and MAILBOXID (RFC 8474 §4.1). */
final class CreateCommand implements Command {
    private final ImapBackend backend;

    CreateCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "CREATE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var session = client.session();
        var asked = arguments.mailbox();
        CollectionRole[] role = {CollectionRole.NONE};
        if (arguments.more()) {
            arguments.list(() -> {
                if (!arguments.word().equals("USE")) throw new Malformed("no such parameter");
                arguments.space();
                arguments.list(() -> role[0] = role(arguments, role[0]));
            });
        }
        arguments.end();
        if (role[0] == null) {
            answer.no("USEATTR", "failed. No such use, or more than one."); // RFC 6154 §3
            return;
        }
        var name = MailboxNames.checked(asked, backend, session);
        if (role[0] != CollectionRole.NONE
                && !backend.tree().ownerPrefix(name, session).isEmpty()) {
            answer.no("USEATTR", "failed. Only your own mailboxes have uses.");
            return;
        }
        var id = backend.tree().create(name, session);
        if (id.isPresent() && role[0] != CollectionRole.NONE)
            backend.collections().setRole(backend.collectionOf().apply(id.get()), role[0]);
        answer.ok(id.map(i -> "MAILBOXID (" + i.serialize() + ')').orElse(""));
    }

    private static @org.jspecify.annotations.Nullable CollectionRole role(
            Arguments arguments, @org.jspecify.annotations.Nullable CollectionRole before) {
        arguments.expect('\\');
        var word = '\\' + arguments.atom();
        if (before != CollectionRole.NONE) return null; // a mailbox has one use here
        for (var role : CollectionRole.values()) if (word.equalsIgnoreCase(Listed.specialUse(role))) return role;
        return null;
    }
}
