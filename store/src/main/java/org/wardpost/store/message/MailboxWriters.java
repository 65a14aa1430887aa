package org.wardpost.store.message;

import org.wardpost.store.WriteTransaction;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.quota.QuotaRepository;

/** What a {@link MailboxWriter} works with. */
record MailboxWriters(CollectionHeads heads, QuotaRepository quotas, Objects objects, MailboxListener listener) {
    MailboxWriter open(WriteTransaction tx) {
        return new MailboxWriter(tx, heads, quotas, objects, listener);
    }
}
