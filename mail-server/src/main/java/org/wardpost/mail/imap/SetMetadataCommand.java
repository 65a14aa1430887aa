package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxAnnotation;

/** SETMETADATA (RFC 5464 §4.3). NIL removes. */
final class SetMetadataCommand implements Command {
    private static final int VALUE = 32 * 1024;

    private final ImapBackend backend;

    SetMetadataCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "SETMETADATA";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var name = arguments.mailboxOrEmpty();
        arguments.space();
        var changes = new ArrayList<MailboxAnnotation>();
        boolean[] tooLarge = {false};
        arguments.list(() -> {
            var key = GetMetadataCommand.key(arguments, changes.size());
            arguments.space();
            byte[] value = arguments.nstring();
            tooLarge[0] |= value != null && value.length > VALUE;
            changes.add(
                    value == null
                            ? MailboxAnnotation.nil(key)
                            : MailboxAnnotation.newInstance(key, Arguments.decode(value, StandardCharsets.UTF_8)));
        });
        arguments.end();
        if (tooLarge[0]) {
            answer.no("METADATA MAXSIZE " + VALUE, "failed. The value is too large.");
            return;
        }
        if (name.isEmpty()) {
            answer.no("NOPERM", "failed. The server itself has no annotations.");
            return;
        }
        var mailbox = GetMetadataCommand.mayAnnotate(Opened.named(backend, client, name));
        boolean shared = changes.stream().anyMatch(c -> c.getKey().asString().startsWith("/shared"));
        if (shared) mailbox.require(Right.Write); // §3.3
        backend.mailboxes().updateAnnotations(mailbox.path(), client.session(), changes);
    }
}
