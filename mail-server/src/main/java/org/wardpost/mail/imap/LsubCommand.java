package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;

/** LSUB (RFC 3501 §6.3.9): subscribed names, whether there are such mailboxes or not; what only lies above one is Noselect. */
final class LsubCommand implements Command {
    private final ImapBackend backend;

    LsubCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "LSUB";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var reference = arguments.mailboxOrEmpty();
        arguments.space();
        char delimiter = client.session().getPathDelimiter();
        var text = arguments.pattern();
        var pattern = new ListPattern(reference + text, delimiter);
        arguments.end();
        var told = new HashSet<String>();
        for (var listed : Listed.all(backend, client)) {
            if (!listed.subscribed()) continue;
            if (pattern.matches(listed.name())) {
                tell(listed.name(), "", delimiter, told, answer);
            } else if (text.endsWith("%")) {
                tellParents(listed.name(), pattern, delimiter, told, answer);
            }
        }
    }

    private static void tellParents(String name, ListPattern pattern, char delimiter, Set<String> told, Answer answer)
            throws IOException {
        for (int at = name.lastIndexOf(delimiter); at > 0; at = name.lastIndexOf(delimiter, at - 1)) {
            if (pattern.matches(name.substring(0, at)))
                tell(name.substring(0, at), "\\Noselect", delimiter, told, answer);
        }
    }

    private static void tell(String name, String attribute, char delimiter, Set<String> told, Answer answer)
            throws IOException {
        if (!told.add(name)) return;
        answer.text("* LSUB (")
                .text(attribute)
                .text(") \"")
                .text(String.valueOf(delimiter))
                .text("\" ")
                .mailbox(name)
                .end();
    }
}
