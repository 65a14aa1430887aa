package org.wardpost.mail.queue;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.store.queue.QueuedMail;

/** Takes rows of one queue as they fall due, each on a virtual thread, a bounded number at a time. */
public final class QueueWorker implements AutoCloseable {
    /** Works on one row and ends it durably. */
    @FunctionalInterface
    public interface Work {
        void on(QueuedMail row) throws Exception;
    }

    private static final Logger LOG = LoggerFactory.getLogger(QueueWorker.class);
    private static final Duration LEASE = Duration.ofHours(1);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);
    private static final int MOST_FAULTS = 10;

    private final String name;
    private final QueueRepository queue;
    private final Work work;
    private final int concurrent;
    private final Semaphore places;
    private final Clock clock;
    private final Thread claimer;
    private volatile boolean stopping;

    private QueueWorker(String name, QueueRepository queue, int concurrent, Clock clock, Work work) {
        this.name = name;
        this.queue = queue;
        this.concurrent = concurrent;
        this.places = new Semaphore(concurrent);
        this.clock = clock;
        this.work = work;
        this.claimer = Thread.ofVirtual().name("queue-" + name).unstarted(this::run);
    }

    public static QueueWorker start(String name, QueueRepository queue, int concurrent, Clock clock, Work work) {
        var worker = new QueueWorker(name, queue, concurrent, clock, work);
        worker.claimer.start();
        return worker;
    }

    private void run() {
        while (!stopping) {
            try {
                places.acquire();
                int more = places.drainPermits();
                int claimed = claim(1 + more);
                places.release(1 + more - claimed);
                if (claimed == 0 && !stopping) queue.awaitWork(name, POLL);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException fault) {
                LOG.error("queue {} cannot be read", name, fault);
                pause();
            }
        }
    }

    private int claim(int most) {
        try {
            var rows = queue.claim(name, most, LEASE, clock.instant());
            for (var row : rows) Thread.ofVirtual().name(name).start(() -> one(row));
            return rows.size();
        } catch (RuntimeException fault) {
            places.release(most);
            throw fault;
        }
    }

    private void one(QueuedMail row) {
        try {
            work.on(row);
        } catch (Exception fault) {
            if (fault instanceof RefusedException refused && refused.refusal() instanceof Refusal.NotFound)
                LOG.info("{}: {} was taken out of the queue meanwhile", name, row.id());
            else giveBack(row, fault);
        } finally {
            places.release();
        }
    }

    /** Later again; what fails each time is kept aside for an operator instead of being tried for ever. */
    private void giveBack(QueuedMail row, Exception fault) {
        LOG.error("{}: work on {} failed, attempt {}", name, row.id(), row.attempts(), fault);
        try {
            boolean aside = row.attempts() >= MOST_FAULTS;
            var mail = Messages.mail(row);
            queue.retry(
                    row.id(),
                    Messages.draft(
                            aside ? QueueNames.REPOSITORY + "error" : name,
                            mail,
                            row.object(),
                            aside ? QueueDraft.NEVER : clock.instant().plus(AFTER_FAULT)));
        } catch (RuntimeException again) {
            LOG.error("{}: {} stays claimed until its lease ends", name, row.id(), again);
        }
    }

    private void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    /** Claims no more and waits for what is being worked on. */
    public void stop(Duration patience) {
        stopping = true;
        claimer.interrupt();
        try {
            claimer.join(Duration.ofSeconds(1));
            if (!places.tryAcquire(concurrent, patience.toMillis(), TimeUnit.MILLISECONDS))
                LOG.warn("queue {}: some work goes on; its rows are claimed again after the restart", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop(Duration.ZERO);
    }
}
