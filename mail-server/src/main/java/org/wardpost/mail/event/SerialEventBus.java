package org.wardpost.mail.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.james.events.Event;
import org.apache.james.events.EventBus;
import org.apache.james.events.EventBusName;
import org.apache.james.events.EventListener;
import org.apache.james.events.Group;
import org.apache.james.events.GroupAlreadyRegistered;
import org.apache.james.events.GroupRegistrationNotFound;
import org.apache.james.events.Registration;
import org.apache.james.events.RegistrationKey;
import org.apache.james.mailbox.events.MailboxEvents.MailboxEvent;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * James's event bus within one process. James's own waits at every change for every session that looks at the mailbox; here a change
 * waits for the session that made it (so that its EXISTS comes before its OK), and everybody else hears of it on their own thread. Groups
 * hear each event once, before the change is answered.
 */
public final class SerialEventBus implements EventBus {
    private final Executor executor;
    private final Map<RegistrationKey, Set<ListenerQueue>> byKey = new ConcurrentHashMap<>();
    private final Map<EventListener.ReactiveEventListener, Listening> queues = new ConcurrentHashMap<>();
    private final Map<Group, ListenerQueue> groups = new ConcurrentHashMap<>();

    private record Listening(ListenerQueue queue, int registrations) {}

    /** @param executor runs what sessions hear of others: virtual threads in the product, {@code Runnable::run} where a test wants no delay */
    public SerialEventBus(Executor executor) {
        this.executor = executor;
    }

    @Override
    public Publisher<Registration> register(EventListener.ReactiveEventListener listener, RegistrationKey key) {
        return Mono.fromCallable(() -> {
            var queue = queueOf(listener);
            byKey.compute(key, (_, known) -> with(known, queue));
            return () -> Mono.fromRunnable(() -> unregister(listener, queue, key));
        });
    }

    private static Set<ListenerQueue> with(
            @org.jspecify.annotations.Nullable Set<ListenerQueue> known, ListenerQueue queue) {
        var set = known == null ? ConcurrentHashMap.<ListenerQueue>newKeySet() : known;
        set.add(queue);
        return set;
    }

    private ListenerQueue queueOf(EventListener.ReactiveEventListener listener) {
        return queues.compute(
                        listener,
                        (_, known) -> known == null
                                ? new Listening(new ListenerQueue(listener, executor), 1)
                                : new Listening(known.queue(), known.registrations() + 1))
                .queue();
    }

    private void unregister(EventListener.ReactiveEventListener listener, ListenerQueue queue, RegistrationKey key) {
        byKey.computeIfPresent(key, (_, set) -> {
            set.remove(queue);
            return set.isEmpty() ? null : set;
        });
        queues.computeIfPresent(listener, (_, known) -> {
            if (known.registrations() > 1) {
                return new Listening(known.queue(), known.registrations() - 1);
            }
            known.queue().close();
            return null;
        });
    }

    @Override
    public Registration register(EventListener.ReactiveEventListener listener, Group group)
            throws GroupAlreadyRegistered {
        if (groups.putIfAbsent(group, new ListenerQueue(listener, executor)) != null) {
            throw new GroupAlreadyRegistered(group);
        }
        return () -> Mono.fromRunnable(() -> groups.remove(group));
    }

    @Override
    public Mono<Void> dispatch(Event event, Set<RegistrationKey> keys) {
        return Mono.defer(() -> {
            if (event.isNoop()) {
                return Mono.empty();
            }
            var awaited = new ArrayList<Mono<Void>>();
            groups.values().forEach(queue -> awaited.add(queue.now(event)));
            for (var queue : listeners(keys)) {
                if (mustHearNow(queue.listener(), event)) {
                    awaited.add(queue.now(event));
                } else {
                    queue.later(event);
                }
            }
            return awaited.isEmpty() ? Mono.empty() : Mono.when(awaited);
        });
    }

    private Collection<ListenerQueue> listeners(Set<RegistrationKey> keys) {
        var found = new ArrayList<ListenerQueue>();
        for (var key : keys) {
            for (var queue : byKey.getOrDefault(key, Set.of())) {
                if (!found.contains(queue)) {
                    found.add(queue);
                }
            }
        }
        return found;
    }

    private static boolean mustHearNow(EventListener listener, Event event) {
        return !(listener instanceof SessionListener session)
                || event instanceof MailboxEvent made && made.getSessionId().equals(session.sessionId());
    }

    /** Whether anybody would hear of this. */
    public boolean isHeard(RegistrationKey key) {
        return byKey.containsKey(key);
    }

    @Override
    public Mono<Void> reDeliver(Group group, Event event) {
        var queue = groups.get(group);
        return queue == null ? Mono.error(new GroupRegistrationNotFound(group)) : queue.now(event);
    }

    @Override
    public Collection<Group> listRegisteredGroups() {
        return List.copyOf(groups.keySet());
    }

    @Override
    public EventBusName eventBusName() {
        return new EventBusName("mailboxEvent");
    }
}
