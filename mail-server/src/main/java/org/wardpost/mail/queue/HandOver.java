package org.wardpost.mail.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.MailAddress;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.mail.smtp.SmtpReplies;
import org.wardpost.store.message.Delivered;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueueRepository;

/**
 * What the mailets want done with one message, gathered while they run and then done in one commit: messages into mailboxes,
 * new rows into queues, and the row that was worked on out of its queue. So nothing is delivered twice or forgotten when the
 * process dies between two of them.
 */
public final class HandOver implements AutoCloseable {
    private record Planned(MailAddress recipient, Delivery delivery) {}

    private record Queued(Optional<MailAddress> recipient, QueueDraft draft) {}

    private final boolean answered;
    private final List<Planned> deliveries = new ArrayList<>();
    private final List<Queued> drafts = new ArrayList<>();
    private final Map<MailAddress, Reply> refused = new LinkedHashMap<>();
    private final Map<MailAddress, MailAddress> origins = new HashMap<>();
    private final List<AutoCloseable> held = new ArrayList<>();

    /** @param answered whether somebody waits who can be told how each recipient fared (LMTP) */
    public HandOver(boolean answered) {
        this.answered = answered;
    }

    public boolean answered() {
        return answered;
    }

    public void deliver(MailAddress recipient, Delivery delivery) {
        deliveries.add(new Planned(recipient, delivery));
    }

    /** @param recipient when it is refused after all, this row is left out as well */
    public void queue(Optional<MailAddress> recipient, QueueDraft draft) {
        drafts.add(new Queued(recipient, draft));
    }

    /** This recipient does not get it. */
    public void refuse(MailAddress recipient, Reply reply) {
        refused.put(recipient, reply);
        deliveries.removeIf(planned -> planned.recipient().equals(recipient));
        drafts.removeIf(queued -> queued.recipient().equals(Optional.of(recipient)));
    }

    /** An alias was followed: who was named at the door, and who is meant. */
    public void rewritten(MailAddress named, java.util.Collection<MailAddress> meant) {
        if (meant.size() == 1) origins.putIfAbsent(meant.iterator().next(), origin(named));
    }

    /** Whom the sender named, when that was this recipient and nobody else. */
    public MailAddress origin(MailAddress recipient) {
        return origins.getOrDefault(recipient, recipient);
    }

    /** Recipients refused so far, and why. */
    public Map<MailAddress, Reply> refused() {
        return Map.copyOf(refused);
    }

    public boolean empty() {
        return deliveries.isEmpty() && drafts.isEmpty();
    }

    /** Closed once everything is durable. */
    public <T extends AutoCloseable> T hold(T resource) {
        held.add(resource);
        return resource;
    }

    /**
     * Tries to do the deliveries; recipients whose mailbox refuses are moved to {@link #refused} and the others tried again.
     * @return whether it is done; false when somebody was refused, so that the caller can plan for them and call again
     */
    public boolean commit(QueueRepository queue, Optional<UUID> claimed) {
        var targets = deliveries.stream().map(Planned::delivery).toList();
        switch (queue.complete(
                claimed, targets, drafts.stream().map(Queued::draft).toList())) {
            case Delivered.All _ -> {
                return true;
            }
            case Delivered.None(var refusals) -> {
                var recipients = new HashMap<MailAddress, Reply>();
                refusals.forEach(
                        (index, refusal) -> recipients.put(deliveries.get(index).recipient(), SmtpReplies.of(refusal)));
                if (recipients.isEmpty()) throw new IllegalStateException("refused for no reason");
                recipients.forEach(this::refuse);
                return false;
            }
        }
    }

    /** Recipients that something is planned for. */
    public java.util.Set<MailAddress> planned() {
        var all = new HashSet<MailAddress>();
        deliveries.forEach(planned -> all.add(planned.recipient()));
        return all;
    }

    @Override
    public void close() {
        for (var resource : held) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        held.clear();
    }
}
