package org.wardpost.mail.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.james.mailbox.exception.SubscriptionException;
import org.apache.james.mailbox.model.MailboxId;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.mailbox.MailboxTree;
import org.wardpost.store.collection.CollectionRole;

/** One name that LIST may show.
 *
 * @param id null for a name that only others lie under, or that is only subscribed to
 * @param role what it is for (RFC 6154)
 * @param shared belongs to the tree of what others share */
record Listed(
        String name,
        @Nullable MailboxId id,
        CollectionRole role,
        boolean shared,
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
        var found = new TreeMap<String, MailboxTree.Entry>(Listed::inOrder);
        for (var entry : backend.tree().visible(session)) found.put(entry.name(), entry);
        var subscribed = new TreeSet<String>();
        for (var path : backend.subscriptions().subscriptions(session)) subscribed.add(path.getName());
        char delimiter = session.getPathDelimiter();
        var names = new TreeSet<String>(Listed::inOrder);
        names.addAll(found.keySet());
        names.addAll(subscribed);
        var parents = new TreeSet<String>();
        for (var name : found.keySet()) parentsOf(name, delimiter, parents);
        names.addAll(parents);
        var subscribedParents = new TreeSet<String>();
        for (var name : subscribed) parentsOf(name, delimiter, subscribedParents);
        names.addAll(subscribedParents); // RECURSIVEMATCH tells of them too (RFC 5258 §3.5)
        var sharedPrefix = backend.tree().sharedPrefix(session);
        var all = new ArrayList<Listed>();
        for (var name : names) {
            var entry = found.get(name);
            all.add(new Listed(
                    name,
                    entry == null ? null : entry.id(),
                    entry == null ? CollectionRole.NONE : entry.role(),
                    (name + delimiter).startsWith(sharedPrefix),
                    parents.contains(name),
                    subscribed.contains(name),
                    subscribedParents.contains(name)));
        }
        return all;
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
