package org.wardpost.store.event;

import java.util.function.Consumer;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;

/** Tells that collections moved, after that is durable. */
public interface ChangeFeed extends AutoCloseable {
    /** Hears of every change from now on; close what is returned to hear no more. A subscriber that throws is logged and kept. */
    Subscription subscribe(Consumer<CollectionChanged> subscriber);

    /** Called when events may have been lost, after a broken connection: read the counters again. */
    Subscription onGap(Runnable subscriber);

    /** Tells everybody; called by transactions only, when the change is durable. */
    void announce(CollectionId id, Modseq modseq);

    @Override
    void close();

    /** Ends hearing. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
