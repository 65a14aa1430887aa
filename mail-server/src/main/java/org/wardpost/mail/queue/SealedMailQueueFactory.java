package org.wardpost.mail.queue;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.james.metrics.api.GaugeRegistry;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.queue.api.MailQueueFactory;
import org.apache.james.queue.api.MailQueueItemDecoratorFactory;
import org.apache.james.queue.api.MailQueueName;
import org.apache.james.queue.api.ManageableMailQueue;
import org.wardpost.store.queue.QueueRepository;

/** James's factory of queues that lie in the store. */
public final class SealedMailQueueFactory implements MailQueueFactory<ManageableMailQueue> {
    private final QueueRepository queue;
    private final Messages messages;
    private final MailQueueItemDecoratorFactory decorators;
    private final MetricFactory metrics;
    private final GaugeRegistry gauges;
    private final Clock clock;
    private final Map<MailQueueName, ManageableMailQueue> created = new ConcurrentHashMap<>();

    public SealedMailQueueFactory(
            QueueRepository queue,
            Messages messages,
            MailQueueItemDecoratorFactory decorators,
            MetricFactory metrics,
            GaugeRegistry gauges,
            Clock clock) {
        this.queue = queue;
        this.messages = messages;
        this.decorators = decorators;
        this.metrics = metrics;
        this.gauges = gauges;
        this.clock = clock;
    }

    @Override
    public Optional<ManageableMailQueue> getQueue(MailQueueName name, PrefetchCount count) {
        return Optional.ofNullable(created.get(name));
    }

    /** @param count of no use here: nothing is fetched ahead */
    @Override
    public ManageableMailQueue createQueue(MailQueueName name, PrefetchCount count) {
        return created.computeIfAbsent(
                name, wanted -> new SealedMailQueue(wanted, queue, messages, decorators, metrics, gauges, clock));
    }

    @Override
    public Set<MailQueueName> listCreatedMailQueues() {
        return Set.copyOf(created.keySet());
    }
}
