package org.wardpost.mail.mailbox;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.james.mailbox.model.MailboxACL;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.vault.audit.AuditEvent;

/**
 * Who shared what with whom, told in the commit that does it (decision 0019): {@code share.rights} with the list's new entry, and
 * {@code share.key} and {@code share.key-taken} with the grant of the mailbox's key. Mailboxes are told by their ids, for a name may be content.
 */
final class ShareAudit {
    /** Whoever made a mailbox below one that is shared, which passes its list on. */
    static final String INHERITED = "server";

    private final AuditLog log;

    ShareAudit(AuditLog log) {
        this.log = log;
    }

    /** Work that gives a key to a holder, or takes it. */
    void key(boolean given, String actor, CollectionId mailbox, AccountId holder, Runnable work) {
        var event = event(given ? "share.key" : "share.key-taken", actor, mailbox, Map.of("holder", holder.toString()));
        log.<@Nullable Object>tellingChanges(event, () -> {
            work.run();
            return null;
        });
    }

    /** Work that writes the list. @param planned what it will say */
    <T extends @Nullable Object> T rights(
            String actor, CollectionId mailbox, MailboxACL before, MailboxACL planned, Supplier<T> work) {
        var facts = new TreeMap<String, String>();
        before.getEntries().forEach((key, rights) -> {
            if (!planned.getEntries().containsKey(key)) {
                facts.put(key.serialize(), "");
            }
        });
        planned.getEntries().forEach((key, rights) -> {
            if (!rights.equals(before.getEntries().get(key))) {
                facts.put(key.serialize(), rights.serialize());
            }
        });
        return log.tellingChanges(event("share.rights", actor, mailbox, facts), work);
    }

    private AuditEvent event(String what, String actor, CollectionId mailbox, Map<String, String> facts) {
        return log.event(what, actor, mailbox.owner() + "/" + mailbox.value(), facts);
    }
}
