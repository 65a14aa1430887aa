package org.wardpost.store.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.wardpost.store.InParallel;
import org.wardpost.store.RefusedException;
import org.wardpost.store.TestStore;
import org.wardpost.store.message.Delivered;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageDraft;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.ThreadLinks;

/** What a mail queue promises, on every database. */
interface QueueRepositoryContract {
    Duration LEASE = Duration.ofMinutes(5);

    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    private QueueRepository queue() {
        return test().store().queue();
    }

    private Instant now() {
        return test().clock().instant();
    }

    private QueueDraft draft(String queue, String name, int priority, Instant due) {
        return new QueueDraft(
                queue,
                priority,
                due,
                mails().spooled("content of " + name),
                ("envelope of " + name).getBytes(),
                name,
                Set.of(name + "@sender"),
                Set.of(name + "@a", "all@b"));
    }

    private UUID enqueue(String queue, String name) {
        return queue().enqueue(draft(queue, name, 5, now()));
    }

    private static String fresh() {
        return "queue " + UUID.randomUUID();
    }

    @Test
    default void aMailComesOutAsItWentIn() {
        var queue = fresh();
        var id = enqueue(queue, "one");
        test().reopen();
        var mail = queue().claim(queue, 10, LEASE, now()).getFirst();
        assertThat(mail.id()).isEqualTo(id);
        assertThat(mail.queue()).isEqualTo(queue);
        assertThat(mail.name()).isEqualTo("one");
        assertThat(new String(mail.envelope())).isEqualTo("envelope of one");
        assertThat(mail.object().open()).hasContent("content of one");
        assertThat(mail.object().size()).isEqualTo(14);
        assertThat(new String(mail.object().summary())).isEqualTo("summary of 14");
        assertThat(mail.attempts()).isEqualTo(1);
    }

    @Test
    default void higherPrioritiesComeFirstThenTheOrderOfArrival() {
        var queue = fresh();
        for (int i = 0; i < 6; i++) {
            queue().enqueue(draft(queue, "m" + i, i % 2 == 0 ? 9 : 1, now()));
        }
        queue().enqueue(draft(queue, "later", 9, now().plusSeconds(60)));
        assertThat(queue().browse(queue))
                .extracting(QueuedMail::name)
                .containsExactly("m0", "m2", "m4", "later", "m1", "m3", "m5");
        assertThat(queue().claim(queue, 4, LEASE, now()))
                .extracting(QueuedMail::name)
                .containsExactly("m0", "m2", "m4", "m1");
        assertThat(queue().claim(queue, 10, LEASE, now()))
                .extracting(QueuedMail::name)
                .containsExactly("m3", "m5");
        assertThat(queue().claim(queue, 10, LEASE, now().plusSeconds(60)))
                .extracting(QueuedMail::name)
                .containsExactly("later");
    }

    @Test
    default void aClaimedMailIsNobodyElsesUntilItsLeaseEnds() {
        var queue = fresh();
        enqueue(queue, "one");
        var id = queue().claim(queue, 1, LEASE, now()).getFirst().id();
        assertThat(queue().claim(queue, 1, LEASE, now())).isEmpty();
        assertThat(queue().size(queue)).isEqualTo(1);
        assertThat(queue().extend(id, Duration.ofHours(1))).isTrue();
        assertThat(queue().claim(queue, 1, LEASE, now().plus(LEASE))).isEmpty();
        var again = queue().claim(queue, 1, LEASE, now().plus(Duration.ofHours(2)));
        assertThat(again).extracting(QueuedMail::attempts).containsExactly(2);
    }

    @Test
    default void whatWasClaimedIsFreeAfterARestart() {
        var queue = fresh();
        enqueue(queue, "one");
        queue().claim(queue, 1, Duration.ofDays(1), now());
        test().reopen();
        assertThat(queue().claim(queue, 1, LEASE, now())).hasSize(1);
    }

    @Test
    default void aReleasedMailIsDueAtOnce() {
        var queue = fresh();
        enqueue(queue, "one");
        queue().release(queue().claim(queue, 1, LEASE, now()).getFirst().id());
        assertThat(queue().claim(queue, 1, LEASE, now())).hasSize(1);
    }

    @Test
    default void everyMailIsClaimedOnceByRacingClaimers() throws Exception {
        var queue = fresh();
        for (int i = 0; i < 60; i++) {
            enqueue(queue, "m" + i);
        }
        var claimed = new ConcurrentLinkedQueue<String>();
        InParallel.run(6, _ -> {
            List<QueuedMail> some;
            while (!(some = queue().claim(queue, 7, LEASE, now())).isEmpty()) {
                some.forEach(mail -> claimed.add(mail.name()));
            }
        });
        assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    default void aRetryIsDueLaterWithItsNewEnvelopeAndItsCount() {
        var queue = fresh();
        enqueue(queue, "one");
        var mail = queue().claim(queue, 1, LEASE, now()).getFirst();
        var changed = new QueueDraft(
                queue, 5, now().plusSeconds(600), mail.object(), "second try".getBytes(), "one", Set.of(), Set.of());
        queue().retry(mail.id(), changed);
        assertThat(queue().claim(queue, 1, LEASE, now())).isEmpty();
        var again = queue().claim(queue, 1, LEASE, now().plusSeconds(600)).getFirst();
        assertThat(new String(again.envelope())).isEqualTo("second try");
        assertThat(again.object().open()).hasContent("content of one");
        assertThat(again.attempts()).isEqualTo(2);
        assertThatThrownBy(() -> queue().retry(mail.id(), changed)).isInstanceOf(RefusedException.class);
    }

    @Test
    default void aMailIsHandedOverToMailboxesAndOtherQueuesInOneCommit() {
        var queue = fresh();
        var outgoing = fresh();
        var box = mails().mailbox();
        var other = mails().mailbox();
        enqueue(queue, "one");
        var mail = queue().claim(queue, 1, LEASE, now()).getFirst();
        var draft = new MessageDraft(mail.object(), MessageFlags.NONE, now(), ThreadLinks.NONE, Optional.empty());
        var next = new QueueDraft(outgoing, 5, now(), mail.object(), new byte[1], "one", Set.of(), Set.of());
        var deliveries = List.of(new Delivery(box, draft), new Delivery(other, draft));
        assertThat(queue().complete(Optional.of(mail.id()), deliveries, List.of(next)))
                .isInstanceOf(Delivered.All.class);
        assertThat(queue().size(queue)).isZero();
        assertThat(mails().content(box, 1)).isEqualTo("content of one");
        assertThat(mails().content(other, 1)).isEqualTo("content of one");
        assertThat(queue().claim(outgoing, 1, LEASE, now()).getFirst().object().open())
                .hasContent("content of one");
        assertThatThrownBy(() -> queue().complete(Optional.of(mail.id()), deliveries, List.of()))
                .isInstanceOf(RefusedException.class);
        assertThat(mails().all(box)).hasSize(1);
    }

    @Test
    default void aRefusedDeliveryLeavesTheMailClaimed() {
        var queue = fresh();
        var box = mails().mailbox();
        test().store().collections().delete(box);
        enqueue(queue, "one");
        var mail = queue().claim(queue, 1, LEASE, now()).getFirst();
        var draft = new MessageDraft(mail.object(), MessageFlags.NONE, now(), ThreadLinks.NONE, Optional.empty());
        assertThat(queue().complete(Optional.of(mail.id()), List.of(new Delivery(box, draft)), List.of()))
                .isInstanceOf(Delivered.None.class);
        assertThat(queue().find(mail.id())).isPresent();
        assertThat(queue().claim(queue, 1, LEASE, now())).isEmpty();
    }

    @Test
    default void mailsAreRemovedByNameSenderAndRecipient() {
        var queue = fresh();
        for (var name : List.of("a", "b", "c", "d")) {
            enqueue(queue, name);
        }
        assertThat(queue().remove(queue, new QueueFilter.ByName("a"))).isEqualTo(1);
        assertThat(queue().remove(queue, new QueueFilter.BySender("b@sender"))).isEqualTo(1);
        assertThat(queue().remove(queue, new QueueFilter.ByRecipient("c@a"))).isEqualTo(1);
        assertThat(queue().remove(queue, new QueueFilter.ByRecipient("nobody@a")))
                .isZero();
        assertThat(queue().browse(queue)).extracting(QueuedMail::name).containsExactly("d");
        assertThat(queue().remove(queue, new QueueFilter.All())).isEqualTo(1);
        assertThat(queue().size(queue)).isZero();
    }

    @Test
    default void aRepositoryIsAQueueThatIsNeverDue() {
        var repository = "repository:" + UUID.randomUUID();
        queue().enqueue(draft(repository, "key", 5, QueueDraft.NEVER));
        assertThat(queue().claim(repository, 1, LEASE, Instant.parse("9999-01-01T00:00:00Z")))
                .isEmpty();
        assertThat(queue().flush(repository)).isZero();
        assertThat(queue().findByName(repository, "key")).map(QueuedMail::name).contains("key");
        assertThat(queue().queues()).contains(repository);
    }

    @Test
    default void flushMakesEverythingDue() {
        var queue = fresh();
        queue().enqueue(draft(queue, "later", 5, now().plusSeconds(3600)));
        assertThat(queue().flush(queue)).isEqualTo(1);
        assertThat(queue().claim(queue, 1, LEASE, now())).hasSize(1);
    }

    @Test
    default void flushOfOneMailLeavesTheOthers() {
        var queue = fresh();
        queue().enqueue(draft(queue, "wanted", 5, now().plusSeconds(3600)));
        queue().enqueue(draft(queue, "other", 5, now().plusSeconds(3600)));
        var wanted = queue().findByName(queue, "wanted").orElseThrow().id();
        assertThat(queue().flush(queue, UUID.randomUUID())).isFalse();
        assertThat(queue().flush(fresh(), wanted)).isFalse();
        assertThat(queue().flush(queue, wanted)).isTrue();
        assertThat(queue().claim(queue, 2, LEASE, now()))
                .extracting(QueuedMail::name)
                .containsExactly("wanted");
    }

    @Test
    default void waitingEndsWhenSomethingIsEnqueued() throws Exception {
        var queue = fresh();
        var waiting = new java.util.concurrent.CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiter = threads.submit(() -> {
                waiting.countDown();
                queue().awaitWork(queue, Duration.ofSeconds(60));
                return queue().claim(queue, 1, LEASE, now());
            });
            waiting.await();
            enqueue(queue, "one");
            assertThat(waiter.get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    default void aChangedRowIsPassedOverAndTheRestIsServed() {
        var queue = fresh();
        var bad = enqueue(queue, "bad");
        enqueue(queue, "good");
        test().store()
                .transactions()
                .run(tx -> tx.jdbc(c -> {
                    try (var statement = c.prepareStatement(
                            "update queue_mail set object_number = object_number + 1 where id = ?")) {
                        statement.setObject(1, bad);
                        return statement.executeUpdate();
                    }
                }));
        assertThat(queue().claim(queue, 10, LEASE, now()))
                .extracting(QueuedMail::name)
                .containsExactly("good");
        assertThat(queue().find(bad)).isEmpty();
        assertThat(new ArrayList<>(queue().browse(queue).toList())).hasSize(1);
        assertThat(queue().remove(queue, new QueueFilter.All())).isEqualTo(2);
    }
}
