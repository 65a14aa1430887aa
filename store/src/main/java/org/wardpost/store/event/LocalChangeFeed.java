package org.wardpost.store.event;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;

/** Events inside one process, on the thread that wrote. */
public final class LocalChangeFeed implements ChangeFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LocalChangeFeed.class);

    private final List<Consumer<CollectionChanged>> subscribers = new CopyOnWriteArrayList<>();
    private final List<Runnable> gaps = new CopyOnWriteArrayList<>();

    @Override
    public Subscription subscribe(Consumer<CollectionChanged> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    @Override
    public Subscription onGap(Runnable subscriber) {
        gaps.add(subscriber);
        return () -> gaps.remove(subscriber);
    }

    @Override
    public void announce(CollectionId id, Modseq modseq) {
        deliver(new CollectionChanged(id, modseq, OptionalLong.empty()));
    }

    void deliver(CollectionChanged change) {
        for (var subscriber : subscribers) {
            try {
                subscriber.accept(change);
            } catch (RuntimeException failed) {
                LOG.warn("a subscriber of changes failed: {}", failed.getClass().getName());
            }
        }
    }

    void gap() {
        gaps.forEach(Runnable::run);
    }

    @Override
    public void close() {
        subscribers.clear();
        gaps.clear();
    }
}
