package org.wardpost.identity;

import java.util.List;
import java.util.Map;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;

/** The mailboxes that every account has from the start, each with its use (RFC 6154 §2), so that no client makes a second "Sent". */
final class StandardMailboxes {
    private record Standard(String name, CollectionRole role) {}

    private static final List<Standard> ALL = List.of(
            new Standard("INBOX", CollectionRole.INBOX),
            new Standard("Drafts", CollectionRole.DRAFTS),
            new Standard("Sent", CollectionRole.SENT),
            new Standard("Archive", CollectionRole.ARCHIVE),
            new Standard("Junk", CollectionRole.JUNK),
            new Standard("Trash", CollectionRole.TRASH));

    private StandardMailboxes() {}

    static void make(Store store, Account account) {
        ALL.forEach(mailbox -> store.collections()
                .create(account.id(), CollectionKind.MAILBOX, mailbox.role(), mailbox.name(), Map.of()));
    }
}
