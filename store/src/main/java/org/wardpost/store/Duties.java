package org.wardpost.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a store does by itself now and then, on one thread. A duty that fails is logged under an id and tried again. */
public final class Duties implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Duties.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("store-duties").daemon().factory());

    public void every(Duration time, String name, Runnable duty) {
        var _ = executor.scheduleWithFixedDelay(
                () -> run(name, duty), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once, now. */
    public void once(String name, Runnable duty) {
        executor.execute(() -> run(name, duty));
    }

    static void run(String name, Runnable duty) {
        try {
            duty.run();
        } catch (StoreFault fault) {
            LOG.error("{}: {}", name, fault.getMessage());
        } catch (RuntimeException failed) {
            LOG.error("{}: {}", name, StoreFault.of(name, failed).getMessage());
        }
    }

    /** Lets a duty that runs end. */
    @Override
    public void close() {
        executor.close();
    }
}
