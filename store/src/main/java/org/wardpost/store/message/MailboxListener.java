package org.wardpost.store.message;

import org.wardpost.store.CollectionId;

/** Hears of each change of this process when it is committed and others can read it, in the order of modseqs, before it is durable. */
public interface MailboxListener {
    /** @param before the modseq that the mailbox had */
    void committed(CollectionId mailbox, long before, MailboxDelta delta);

    /** That modseq survives a power cut. */
    void durable(CollectionId mailbox, long modseq);

    /** The mailbox is no more. */
    void removed(CollectionId mailbox);
}
