package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.wardpost.store.collection.CollectionRole;

/** XLIST, by which Outlook 2013 and 2016 know special folders (clients.md §4). No RFC; Gmail's words. */
final class XListCommand implements Command {
    private final ImapBackend backend;

    XListCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "XLIST";
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
        var pattern = new ListPattern(reference + arguments.pattern(), delimiter);
        arguments.end();
        for (var listed : Listed.all(backend, client)) {
            if ((!listed.exists() && !listed.hasChildren()) || !pattern.matches(listed.name())) continue;
            answer.text("* XLIST (")
                    .text(listed.exists() ? "" : "\\Noselect ")
                    .text(listed.hasChildren() ? "\\HasChildren" : "\\HasNoChildren")
                    .text(use(listed))
                    .text(") \"")
                    .text(String.valueOf(delimiter))
                    .text("\" ")
                    .mailbox(listed.name())
                    .end();
        }
    }

    private static String use(Listed listed) {
        if (listed.name().equals("INBOX")) return " \\Inbox";
        if (listed.role() == CollectionRole.JUNK) return " \\Spam";
        var use = Listed.specialUse(listed.role());
        return use == null ? "" : ' ' + use;
    }
}
