package org.wardpost.mail.contract;

import java.time.Clock;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.DelayedManageableMailQueueContract;
import org.apache.james.queue.api.DelayedPriorityMailQueueContract;
import org.apache.james.queue.api.MailQueueMetricContract;
import org.apache.james.queue.api.MailQueueMetricExtension;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.apache.james.queue.api.PriorityManageableMailQueueContract;
import org.apache.james.queue.api.RawMailQueueItemDecoratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.SealedMailQueueFactory;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;

/** James's contracts of a queue: order, delay, priority, browsing, removal, metrics. The store's clock is the wall's here. */
abstract class MailQueueSuite
        implements DelayedManageableMailQueueContract,
                DelayedPriorityMailQueueContract,
                PriorityManageableMailQueueContract,
                MailQueueMetricContract {
    private TestStore test;
    private Store store;
    private ManageableMailQueue queue;

    abstract TestStore testStore();

    @BeforeEach
    void open(MailQueueMetricExtension.MailQueueMetricTestSystem metrics) {
        test = testStore();
        test.closeStore();
        store = Store.open(test.settings(), test.root(), Clock.systemUTC());
        queue = queue(store, metrics.getMetricFactory(), metrics.getSpyGaugeRegistry());
    }

    private static ManageableMailQueue queue(Store store, MetricFactory metrics, GaugeRegistry gauges) {
        return new SealedMailQueueFactory(
                        store.queue(), new Messages(store), new RawMailQueueItemDecoratorFactory(), metrics, gauges, Clock.systemUTC())
                .createQueue(MailQueueName.of("spool"));
    }

    @AfterEach
    void close() throws java.io.IOException {
        queue.close();
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
