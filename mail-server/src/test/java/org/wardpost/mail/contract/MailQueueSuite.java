package org.wardpost.mail.contract;

import java.io.IOException;
import java.time.Clock;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.DelayedPriorityMailQueueContract;
import org.apache.james.queue.api.MailQueueMetricContract;
import org.apache.james.queue.api.MailQueueMetricExtension;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.PriorityManageableMailQueueContract;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.SealedMailQueueFactory;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;

/** James's contracts of a queue: order, delay, priority, browsing, removal, metrics. The store's clock is the wall's here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MailQueueSuite
        implements DelayedManageableMailQueueContract,
                DelayedPriorityMailQueueContract,
                PriorityManageableMailQueueContract,
                MailQueueMetricContract {
    private TestStore test;
    private Store store;
    private ManageableMailQueue queue;
    private int queues;

    abstract TestStore testStore();

    /** One store for all: a queue of its own for each test costs less than a database of its own. */
    @BeforeAll
    void open() {
        test = testStore();
        test.closeStore();
        store = Store.open(test.settings(), test.root(), Clock.systemUTC());
    }

    @BeforeEach
    void freshQueue(MailQueueMetricExtension.MailQueueMetricTestSystem metrics) {
        var factory = new SealedMailQueueFactory(
                store.queue(),
                new Messages(store),
                new RawMailQueueItemDecoratorFactory(),
                metrics.getMetricFactory(),
                metrics.getSpyGaugeRegistry(),
                Clock.systemUTC());
        queue = factory.createQueue(MailQueueName.of("spool" + ++queues));
    }

    @AfterEach
    void endQueue() throws IOException {
        queue.close();
    }

    @AfterAll
    void close() {
        store.close();
        test.openStore();
        test.close();
    }

    @Override
    public ManageableMailQueue getManageableMailQueue() {
        return queue;
    }

    @Override
    public ManageableMailQueue getMailQueue() {
        return queue;
    }
}
