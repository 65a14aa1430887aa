package org.wardpost.store.message;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.blob.ObjectChanges;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.quota.QuotaCharge;
import org.wardpost.store.quota.QuotaRepository;

/**
 * One transaction over some mailboxes. Takes what it needs in the one order that cannot deadlock: heads of mailboxes in ascending
 * id, then quota rows in ascending account; and writes it all at the end.
 */
final class MailboxWriter {
    private final WriteTransaction tx;
    private final CollectionHeads heads;
    private final QuotaRepository quotas;
    private final MailboxListener listener;
    private final ObjectChanges objects;
    private final Map<CollectionId, MailboxChange> mailboxes = new LinkedHashMap<>();
    private final Map<AccountId, QuotaCharge> charges = new TreeMap<>();

    MailboxWriter(
            WriteTransaction tx,
            CollectionHeads heads,
            QuotaRepository quotas,
            Objects objects,
            MailboxListener listener) {
        this.tx = tx;
        this.heads = heads;
        this.quotas = quotas;
        this.listener = listener;
        this.objects = objects.changes(tx);
    }

    /** Takes the heads of these mailboxes; to be called once, first. @throws org.wardpost.store.RefusedException NotFound */
    void lock(Collection<CollectionId> ids) {
        for (var id : new TreeSet<>(ids)) {
            mailboxes.put(id, new MailboxChange(tx, heads.lock(tx, id)));
        }
    }

    /** Takes the quota rows of these accounts; to be called once, after {@link #lock}. */
    void charge(Collection<AccountId> accounts) {
        for (var account : new TreeSet<>(accounts)) {
            charges.put(account, quotas.lock(tx, account));
        }
    }

    WriteTransaction tx() {
        return tx;
    }

    ObjectChanges objects() {
        return objects;
    }

    MailboxChange mailbox(CollectionId id) {
        return java.util.Objects.requireNonNull(mailboxes.get(id), "mailbox is not locked");
    }

    QuotaCharge charge(AccountId account) {
        return java.util.Objects.requireNonNull(charges.get(account), "account is not locked");
    }

    /** Writes objects, rows, digests, heads and counters. */
    void finish() {
        objects.finish();
        charges.values().forEach(charge -> quotas.write(tx, charge));
        mailboxes.values().forEach(mailbox -> mailbox.finish(heads, listener));
    }
}
