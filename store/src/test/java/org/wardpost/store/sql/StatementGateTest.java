package org.wardpost.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StatementGateTest {
    private final StatementGate gate = new StatementGate();
    private final ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();

    @Test
    void manyStatementsAreInsideAtOnceAndWhoeverClosesWaitsForTheLast() {
        gate.enter(false);
        gate.enter(false);
        var closer = started(gate::close, "closed");
        waits(closer);
        gate.leave();
        waits(closer);
        gate.leave();
        heard("closed");
    }

    @Test
    void noStatementComesInUntilItIsOpenedAgain() {
        gate.close();
        var first = started(() -> gate.enter(false), "in");
        var second = started(() -> gate.enter(true), "in");
        waits(first);
        waits(second);
        gate.open();
        heard("in", "in");
    }

    /** Who is inside may wait for a row that the other transaction holds until it has done its next statement. */
    @Test
    void aTransactionThatHasWrittenComesInWhileTheGateClosesAndNoOtherDoes() {
        var row = new CountDownLatch(1);
        var waiting = started(
                () -> {
                    gate.enter(false);
                    awaitRow(row);
                    gate.leave();
                },
                "got the row");
        waits(waiting);
        var closer = started(gate::close, "closed");
        waits(closer);
        var other = started(() -> gate.enter(false), "new one in");
        waits(other);

        gate.enter(true);
        row.countDown();
        gate.leave();

        heard("got the row", "closed");
        waits(other);
        gate.open();
        heard("got the row", "closed", "new one in");
    }

    private static void awaitRow(CountDownLatch row) {
        try {
            row.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread started(Runnable work, String after) {
        return Thread.ofPlatform().daemon().start(() -> {
            work.run();
            heard.add(after);
        });
    }

    private static void waits(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    private void heard(String... words) {
        await().untilAsserted(() -> assertThat(heard).containsExactlyElementsOf(List.of(words)));
    }
}
