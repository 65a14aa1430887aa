package org.wardpost.mail.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.james.mailbox.MailboxManager.MailboxSearchFetchType;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.CollectionId;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;

/** One name that LIST may show.
 *
 * @param id null for a name that only others lie under, or that is only subscribed to
 * @param role what it is for (RFC 6154) */
record Listed(
        String name,
        @Nullable MailboxId id,
        CollectionRole role,
        boolean hasChildren,
        boolean subscribed,
        boolean subscribedBelow) {
    boolean exists() {
        return id != null;
    }

    /** Every mailbox of the user, those in between that are none, and names that are subscribed to only. In order of names,
     * INBOX first. */
    static List<Listed> all(ImapBackend backend, ImapConnection client) throws SubscriptionException {
        var session = client.session();
        var query = MailboxQuery.privateMailboxesBuilder(session)
                .matchesAllMailboxNames()
                .build();
        var ids = new TreeMap<String, MailboxId>(Listed::inOrder);
        var found = backend.mailboxes()
                .search(query, MailboxSearchFetchType.Minimal, session)
                .collectList()
                .block();
        if (found != null) for (var mailbox : found) ids.put(mailbox.getPath().getName(), mailbox.getId());
        var subscribed = new TreeSet<String>();
        for (var path : backend.subscriptions().subscriptions(session)) subscribed.add(path.getName());
        char delimiter = session.getPathDelimiter();
        var names = new TreeSet<String>(Listed::inOrder);
        names.addAll(ids.keySet());
        names.addAll(subscribed);
        var parents = new TreeSet<String>();
        for (var name : ids.keySet()) parentsOf(name, delimiter, parents);
        names.addAll(parents);
        var subscribedParents = new TreeSet<String>();
        for (var name : subscribed) parentsOf(name, delimiter, subscribedParents);
        var roles = roles(backend, ids);
        var all = new ArrayList<Listed>();
        for (var name : names) {
            var id = ids.get(name);
            var role = id == null
                    ? CollectionRole.NONE
                    : roles.getOrDefault(backend.collectionOf().apply(id), CollectionRole.NONE);
            all.add(new Listed(
                    name,
                    id,
                    role,
                    parents.contains(name),
                    subscribed.contains(name),
                    subscribedParents.contains(name)));
        }
        return all;
    }

    private static Map<CollectionId, CollectionRole> roles(ImapBackend backend, Map<String, MailboxId> ids) {
        var roles = new HashMap<CollectionId, CollectionRole>();
        var owners = new TreeSet<org.wardpost.store.AccountId>(
                java.util.Comparator.comparing(org.wardpost.store.AccountId::value));
        for (var id : ids.values()) owners.add(backend.collectionOf().apply(id).owner());
        for (var owner : owners) {
            for (var collection : backend.collections().list(owner, CollectionKind.MAILBOX))
                roles.put(collection.id(), collection.role());
        }
        return roles;
    }

    private static void parentsOf(String name, char delimiter, TreeSet<String> into) {
        for (int at = name.lastIndexOf(delimiter); at > 0; at = name.lastIndexOf(delimiter, at - 1))
            into.add(name.substring(0, at));
    }

    private static int inOrder(String one, String other) {
        boolean inbox = one.equals("INBOX");
        if (inbox != other.equals("INBOX")) return inbox ? -1 : 1;
        return one.compareTo(other);
    }

    /** @return null if it has no special use */
    static @Nullable String specialUse(CollectionRole role) {
        return switch (role) {
            case SENT -> "\\Sent";
            case DRAFTS -> "\\Drafts";
            case TRASH -> "\\Trash";
            case JUNK -> "\\Junk";
            case ARCHIVE -> "\\Archive";
            case INBOX, NONE -> null;
        };
    }
}
