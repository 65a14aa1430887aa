package org.wardpost.mail.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.mail.MessagingException;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.Metric;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.mailet.Mail;
import org.reactivestreams.Publisher;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueueFilter;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.store.queue.QueuedMail;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * James's face of a queue in the store, for mailets and tools that send through James's API. Our own workers take rows from
 * {@link QueueRepository} directly. A row is claimed only when somebody asks for it, so no row waits in memory.
 */
final class SealedMailQueue implements ManageableMailQueue {
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofSeconds(1);
    /** Later than this nothing is due; James's callers mean "never" by longer delays. */
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final MailQueueName name;
    private final QueueRepository queue;
    private final Messages messages;
    private final MailQueueItemDecoratorFactory decorators;
    private final MetricFactory metrics;
    private final Metric enqueued;
    private final Metric dequeued;
    private final Clock clock;
    private final Scheduler waiting = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    SealedMailQueue(
            MailQueueName name,
            QueueRepository queue,
            Messages messages,
            MailQueueItemDecoratorFactory decorators,
            MetricFactory metrics,
            GaugeRegistry gauges,
            Clock clock) {
        this.name = name;
        this.queue = queue;
        this.messages = messages;
        this.decorators = decorators;
        this.metrics = metrics;
        this.enqueued = metrics.generate(ENQUEUED_METRIC_NAME_PREFIX + name.asString());
        this.dequeued = metrics.generate(DEQUEUED_METRIC_NAME_PREFIX + name.asString());
        this.clock = clock;
        gauges.register(QUEUE_SIZE_METRIC_NAME_PREFIX + name.asString(), this::getSize);
    }

    @Override
    public MailQueueName getName() {
        return name;
    }

    @Override
    public void enQueue(Mail mail) throws MailQueueException {
        enQueue(mail, Duration.ZERO);
    }

    @Override
    public void enQueue(Mail mail, Duration delay) throws MailQueueException {
        timed(() -> {
            try (var held = messages.held(mail)) {
                queue.enqueue(Messages.draft(name.asString(), mail, held.object(), due(delay)));
            }
            enqueued.increment();
            return name;
        });
    }

    private void timed(Callable<?> work) throws MailQueueException {
        var timer = metrics.timer(ENQUEUED_TIMER_METRIC_NAME_PREFIX + name.asString());
        try {
            work.call();
        } catch (Exception e) {
            throw new MailQueueException("The mail could not be queued", e);
        } finally {
            timer.stopAndPublish();
        }
    }

    private Instant due(Duration delay) {
        var now = clock.instant();
        if (delay.isNegative() || delay.isZero()) return now;
        return delay.compareTo(Duration.between(now, LATEST)) > 0 ? LATEST : now.plus(delay);
    }

    @Override
    public Publisher<Void> enqueueReactive(Mail mail) {
        return Mono.<Void>fromRunnable(() -> {
                    try {
                        enQueue(mail);
                    } catch (MailQueueException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Endless; each element is claimed when it is asked for. */
    @Override
    public Publisher<MailQueueItem> deQueue() {
        return Flux.<MailQueueItem>generate(sink -> {
                    var row = next();
                    if (row.isPresent()) sink.next(item(row.get()));
                    else sink.complete(); // interrupted: nobody listens any more
                })
                .subscribeOn(waiting); // whoever asks is not held up until something comes
    }

    private Optional<QueuedMail> next() {
        while (!Thread.currentThread().isInterrupted()) {
            var rows = queue.claim(name.asString(), 1, LEASE, clock.instant());
            if (!rows.isEmpty()) return Optional.of(rows.getFirst());
            try {
                queue.awaitWork(name.asString(), POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return Optional.empty();
    }

    private MailQueueItem item(QueuedMail row) {
        dequeued.increment();
        return decorators.decorate(new Item(row, Messages.mail(row)), name);
    }

    private final class Item implements MailQueueItem {
        private final QueuedMail row;
        private final SealedMail mail;

        Item(QueuedMail row, SealedMail mail) {
            this.row = row;
            this.mail = mail;
        }

        @Override
        public Mail getMail() {
            return mail;
        }

        @Override
        public void done(CompletionStatus status) throws MailQueueException {
            try {
                switch (status) {
                    case SUCCESS -> queue.done(row.id());
                    case RETRY -> again(name.asString(), clock.instant());
                    case REJECT -> again(QueueNames.REPOSITORY + "rejected", QueueDraft.NEVER);
                }
            } catch (MessagingException | RuntimeException e) {
                throw new MailQueueException("The queue could not be told", e);
            }
        }

        /** What the mailets changed is kept; the row that was worked on goes in the same commit. */
        private void again(String where, Instant due) throws MessagingException {
            try (var held = messages.held(mail)) {
                queue.retry(row.id(), Messages.draft(where, mail, held.object(), due));
            }
        }
    }

    @Override
    public long getSize() {
        return queue.size(name.asString());
    }

    @Override
    public long flush() {
        return queue.flush(name.asString());
    }

    @Override
    public long clear() {
        return queue.remove(name.asString(), new QueueFilter.All());
    }

    @Override
    public long remove(Type type, String value) {
        return queue.remove(
                name.asString(),
                switch (type) {
                    case Name -> new QueueFilter.ByName(value);
                    case Sender -> new QueueFilter.BySender(Messages.tag(value));
                    case Recipient -> new QueueFilter.ByRecipient(Messages.tag(value));
                });
    }

    @Override
    public MailQueueIterator browse() {
        var rows = queue.browse(name.asString());
        var iterator = rows.iterator();
        return new Views(iterator, rows::close);
    }

    private record Views(Iterator<QueuedMail> rows, Runnable end) implements MailQueueIterator {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public MailQueueItemView next() {
            var row = rows.next();
            var due = row.due();
            return due.isAfter(LATEST)
                    ? new DefaultMailQueueItemView(Messages.mail(row))
                    : new DefaultMailQueueItemView(Messages.mail(row), due.atZone(ZoneOffset.UTC));
        }

        @Override
        public void close() {
            end.run();
        }
    }

    @Override
    public void close() {
        waiting.dispose();
    }

    /** For tests that look at what a queue holds. */
    List<QueuedMail> rows() {
        try (var rows = queue.browse(name.asString())) {
            return rows.toList();
        }
    }
}
