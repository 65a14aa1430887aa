package org.wardpost.mail.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.james.core.Username;
import org.apache.james.events.Event;
import org.apache.james.events.RegistrationKey;
import org.apache.james.mailbox.MailboxSession.SessionId;
import org.apache.james.mailbox.MailboxSessionUtil;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.TestId;
import org.apache.james.mailbox.store.event.EventFactory;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

class SerialEventBusTest {
    private static final RegistrationKey INBOX = new MailboxIdRegistrationKey(TestId.of(1));
    private final SerialEventBus bus =
            new SerialEventBus(task -> Thread.ofVirtual().start(task));

    private static final class Session implements SessionListener {
        private final SessionId id;
        private final CountDownLatch held;
        private final List<Event> heard = Collections.synchronizedList(new ArrayList<>());

        Session(long id, CountDownLatch held) {
            this.id = SessionId.of(id);
            this.held = held;
        }

        @Override
        public SessionId sessionId() {
            return id;
        }

        @Override
        public Publisher<Void> reactiveEvent(Event event) {
            return Mono.fromRunnable(() -> {
                try {
                    held.await();
                } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                }
                heard.add(event);
            });
        }
    }

    private static Event madeBy(long session) {
        return EventFactory.mailboxAdded()
                .randomEventId()
                .user(Username.of("ann"))
                .sessionId(SessionId.of(session))
                .mailboxId(TestId.of(1))
                .mailboxPath(MailboxPath.inbox(MailboxSessionUtil.create(Username.of("ann"))))
                .build();
    }

    private Session listening(long id, CountDownLatch held) {
        var session = new Session(id, held);
        Mono.from(bus.register(session, INBOX)).block();
        return session;
    }

    @Test
    void aChangeWaitsForItsOwnSessionAndForNobodyElse() {
        var open = new CountDownLatch(0);
        var closed = new CountDownLatch(1);
        var own = listening(1, open);
        var slow = listening(2, closed);
        bus.dispatch(madeBy(1), INBOX).block();
        assertThat(own.heard).hasSize(1);
        assertThat(slow.heard).isEmpty();
        closed.countDown();
        await().until(() -> slow.heard.size() == 1);
    }

    @Test
    void aSessionHearsOneAfterTheOtherInOrder() {
        var held = new CountDownLatch(1);
        var other = listening(2, held);
        var sent = new ArrayList<Event>();
        for (int i = 0; i < 100; i++) {
            var event = madeBy(1);
            sent.add(event);
            bus.dispatch(event, INBOX).block();
        }
        held.countDown();
        await().until(() -> other.heard.size() == 100);
        assertThat(other.heard).isEqualTo(sent);
    }

    @Test
    void whoHasLeftHearsNothing() {
        var session = new Session(1, new CountDownLatch(0));
        var registration = Mono.from(bus.register(session, INBOX)).block();
        Mono.from(registration.unregister()).block();
        bus.dispatch(madeBy(1), INBOX).block();
        assertThat(session.heard).isEmpty();
        assertThat(bus.isHeard(INBOX)).isFalse();
    }
}
