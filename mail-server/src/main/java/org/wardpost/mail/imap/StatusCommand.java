package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.collection.CollectionHead;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.view.CollectionView;

/** STATUS (RFC 3501 §6.3.10). Counters come from the head of the mailbox, one row; only what it does not hold needs a view. */
final class StatusCommand implements Command {
    private static final Set<StatusItem> OF_VIEW =
            EnumSet.of(StatusItem.RECENT, StatusItem.SIZE, StatusItem.DELETED_STORAGE);

    private final ImapBackend backend;

    StatusCommand(ImapBackend backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return "STATUS";
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
        var items = StatusItem.read(arguments);
        arguments.end();
        if (items.contains(StatusItem.HIGHESTMODSEQ)) client.enableCondstore(answer); // RFC 7162 §3.1
        tell(backend, Opened.named(backend, client, name).require(Right.Read), name, items, answer);
    }

    static void tell(ImapBackend backend, Opened mailbox, String name, List<StatusItem> items, Answer answer)
            throws IOException {
        if (!mailbox.rights().contains(Right.Read)) return; // LIST-STATUS leaves it out (RFC 5819 §2)
        boolean needsView = items.stream().anyMatch(OF_VIEW::contains);
        var view = needsView ? backend.views().view(mailbox.collection()) : null;
        var head = backend.collections().head(mailbox.collection());
        answer.text("* STATUS ").mailbox(name).text(" (");
        String between = "";
        for (var item : items) {
            answer.text(between).text(item.word()).text(" ");
            value(item, head, view, mailbox, answer);
            between = " ";
        }
        answer.text(")").end();
    }

    private static void value(
            StatusItem item, CollectionHead head, @Nullable CollectionView view, Opened mailbox, Answer answer)
            throws IOException {
        switch (item) {
            case MESSAGES -> answer.number(view == null ? head.total() : view.size());
            case RECENT -> answer.number(view == null ? 0 : view.recent());
            case SIZE -> answer.number(view == null ? 0 : view.bytes());
            case DELETED_STORAGE -> answer.number(view == null ? 0 : deletedOctets(view)); // RFC 9208 §4.1.4
            case UIDNEXT -> answer.number(head.uidNext());
            case UIDVALIDITY -> answer.number(head.uidValidity());
            case UNSEEN -> answer.number(head.unseen());
            case HIGHESTMODSEQ -> answer.number(Math.max(1, head.modseq().value()));
            case DELETED -> answer.number(head.deleted());
            case APPENDLIMIT -> answer.number(answer.appendLimit());
            case MAILBOXID ->
                answer.text("(").text(mailbox.manager().getId().serialize()).text(")");
        }
    }

    private static long deletedOctets(CollectionView view) {
        long[] octets = {0};
        view.each(view.uidsWith(MessageFlags.DELETED, 0), entry -> octets[0] += entry.size());
        return octets[0];
    }
}
