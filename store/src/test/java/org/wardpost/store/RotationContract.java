package org.wardpost.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wardpost.store.account.Slot;
import org.wardpost.store.property.PropertyKind;

interface RotationContract {
    TestStore test();

    @Test
    default void everySlotMovesAndEverythingOpensAfterwards() {
        for (int i = 0; i < 70; i++) {
            test().newAccount();
        }
        var account = test().newAccount();
        var before = test().store().rotation().status();
        var last = new AtomicInteger();
        var after = test().store().rotation().rotate((done, of) -> last.set((int) done));
        assertThat(after.workingVersion()).isEqualTo(before.workingVersion() + 1);
        assertThat(after.rootVersion()).isEqualTo(before.rootVersion() + 1);
        assertThat(after.behind()).isZero();
        assertThat(last.get()).isGreaterThanOrEqualTo(72);
        test().reopen();
        assertThat(test().store().slots().of(account.id()))
                .extracting((Slot slot) -> slot.sealed().workingVersion())
                .containsExactly(after.workingVersion());
        assertThat(test().store().keys().account(account.id()).account())
                .isEqualTo(account.id().value());
        assertThat(test().store().verification().run(Progress.NONE).findings()).isEmpty();
    }

    @Test
    default void theServerServesMeanwhile() throws Exception {
        var account = test().newAccount();
        var stop = new AtomicBoolean();
        var writes = new AtomicInteger();
        var failed = new AtomicInteger();
        var writer = Thread.startVirtualThread(() -> {
            while (!stop.get()) {
                try {
                    test().newAccount();
                    test().store()
                            .properties()
                            .put(account.id(), account.id().value(), PropertyKind.SETTING, "a", new byte[] {1});
                    writes.incrementAndGet();
                } catch (RuntimeException e) {
                    failed.incrementAndGet();
                }
            }
        });
        org.awaitility.Awaitility.await().until(() -> writes.get() > 2);
        test().store().rotation().rotate(Progress.NONE);
        stop.set(true);
        writer.join();
        assertThat(failed).hasValue(0);
        test().store().rotation().finish(Progress.NONE);
        assertThat(test().store().rotation().status().behind()).isZero();
    }

    @Test
    default void aRotationThatWasInterruptedIsFinishedAtTheNextStart() {
        for (int i = 0; i < 70; i++) {
            test().newAccount();
        }
        try {
            test().store().rotation().rotate((done, of) -> {
                if (done > 60) {
                    throw new IllegalStateException("killed");
                }
            });
        } catch (IllegalStateException killed) {
            assertThat(test().store().rotation().status().behind()).isPositive();
        }
        test().reopen();
        org.awaitility.Awaitility.await()
                .until(() -> test().store().rotation().status().behind() == 0);
        assertThat(test().store().verification().run(Progress.NONE).findings()).isEmpty();
    }
}
