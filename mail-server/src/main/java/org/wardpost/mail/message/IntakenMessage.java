package org.wardpost.mail.message;

import org.wardpost.store.blob.SpooledObject;
import org.wardpost.store.message.ThreadLinks;

/** A message that was received whole: sealed, understood, and not yet stored. It may be stored several times; closing it drops it. */
public final class IntakenMessage implements AutoCloseable {
    private final SpooledObject object;
    private final MessageSummary summary;

    IntakenMessage(SpooledObject object, MessageSummary summary) {
        this.object = object;
        this.summary = summary;
    }

    public SpooledObject object() {
        return object;
    }

    public MessageSummary summary() {
        return summary;
    }

    public ThreadLinks links() {
        return summary.links();
    }

    /** Exact octets. */
    public long size() {
        return object.size();
    }

    @Override
    public void close() {
        object.close();
    }
}
