package org.wardpost.mail.event;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.james.events.Event;
import org.apache.james.events.EventListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Hands events to one listener, one after the other, on whatever thread is free; never two at a time. */
final class ListenerQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private record Waiting(Event event, Sinks.Empty<Void> done) {}

    private final EventListener.ReactiveEventListener listener;
    private final Executor executor;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile boolean closed;

    ListenerQueue(EventListener.ReactiveEventListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    EventListener.ReactiveEventListener listener() {
        return listener;
    }

    /** To be heard as soon as may be. */
    void later(Event event) {
        enqueue(new Waiting(event, Sinks.empty()), executor);
    }

    /** Completes once the listener has heard it; on the calling thread if the listener is idle. Never fails. */
    Mono<Void> now(Event event) {
        var item = new Waiting(event, Sinks.empty());
        enqueue(item, Runnable::run);
        return item.done().asMono();
    }

    void close() {
        closed = true;
    }

    private void enqueue(Waiting item, Executor by) {
        waiting.add(item);
        if (count.getAndIncrement() == 0) {
            by.execute(this::drain);
        }
    }

    private void drain() {
        int missed = 1;
        while (missed > 0) {
            for (int i = 0; i < missed; i++) {
                hear(waiting.remove());
            }
            missed = count.addAndGet(-missed);
        }
    }

    private void hear(Waiting item) {
        try {
            if (!closed && listener.isHandling(item.event())) {
                Mono.from(listener.reactiveEvent(item.event())).block();
            }
        } catch (RuntimeException failed) {
            LOG.warn(
                    "listener {} failed: {}",
                    listener.getClass().getName(),
                    failed.getClass().getName());
        } finally {
            item.done().tryEmitEmpty();
        }
    }
}
