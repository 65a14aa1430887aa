package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.wardpost.store.StoreFault;

/** A commit waits for a sync that began after it; one sync serves all who wait. */
class GroupBarrierTest {
    @Test
    void aSyncThatRunsAlreadyDoesNotCount() throws Exception {
        var begun = new AtomicInteger();
        var gate = new CountDownLatch(1);
        try (var barrier = new GroupBarrier(() -> {
                    if (begun.incrementAndGet() == 1) {
                        gate.await();
                    }
                });
                var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = executor.submit(barrier::await);
            Awaitility.await().until(() -> begun.get() == 1);
            var second = executor.submit(barrier::await);
            gate.countDown();
            second.get();
            assertThat(begun).hasValue(2);
        }
    }

    @Test
    void everyCommitIsCoveredAndManyShareASync() throws Exception {
        var committed = new AtomicLong();
        var durable = new AtomicLong();
        var syncs = new AtomicInteger();
        var broken = new AtomicInteger();
        try (var barrier = new GroupBarrier(() -> {
            long covered = committed.get();
            Thread.onSpinWait();
            durable.set(covered);
            syncs.incrementAndGet();
        })) {
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 2000; i++) {
                    var _ = executor.submit(() -> {
                        long mine = committed.incrementAndGet();
                        barrier.await();
                        if (durable.get() < mine) {
                            broken.incrementAndGet();
                        }
                    });
                }
            }
        }
        assertThat(broken).hasValue(0);
        assertThat(syncs.get()).isBetween(1, 2000);
    }

    @Test
    void aSyncThatFailsBreaksTheBarrierForGood() {
        try (var barrier = new GroupBarrier(() -> {
            throw new java.io.IOException("no space left: VALUES (secret)");
        })) {
            assertThatThrownBy(barrier::await).isInstanceOf(StoreFault.class).hasMessageNotContaining("secret");
            assertThatThrownBy(barrier::await).isInstanceOf(StoreFault.class);
        }
    }

    @Test
    void whoWaitsWhenItClosesIsTold() {
        var barrier = new GroupBarrier(() -> {});
        barrier.await();
        barrier.close();
        assertThatThrownBy(barrier::await).isInstanceOf(StoreFault.class);
    }
}
