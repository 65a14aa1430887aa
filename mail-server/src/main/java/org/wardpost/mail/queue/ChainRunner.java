package org.wardpost.mail.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.apache.mailet.Mail;
import org.wardpost.mail.outgoing.Reports;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.queue.QueueRepository;

/**
 * Runs the mailets on a message and does in one commit what they want. Recipients that are refused for now go back into the
 * spool with a later date, those refused for good cause a report to the sender; where the sender waits, he is told instead.
 */
public final class ChainRunner {
    private static final AttributeName ATTEMPTS = AttributeName.of("wardpost.attempts");

    private final MailetChain chain;
    private final QueueRepository queue;
    private final Reports reports;
    private final List<Duration> retries;
    private final Clock clock;

    public ChainRunner(MailetChain chain, QueueRepository queue, Reports reports, List<Duration> retries, Clock clock) {
        this.chain = chain;
        this.queue = queue;
        this.reports = reports;
        this.retries = List.copyOf(retries);
        this.clock = clock;
    }

    /**
     * @param mail with a {@link SealedMimeMessage}
     * @param claimed the row that the mail came from, if it came from one
     * @param answered whether somebody is told how each recipient fared
     * @return recipients, as they were named, that do not get it; empty unless {@code answered}
     */
    public Map<MailAddress, Reply> run(SealedMail mail, ObjectSource object, Optional<UUID> claimed, boolean answered)
            throws MessagingException {
        var named = Set.copyOf(mail.getRecipients());
        try (var handOver = new HandOver(answered)) {
            mail.handOver(handOver);
            chain.service(mail);
            var told = new LinkedHashMap<MailAddress, Reply>();
            var settled = new HashSet<MailAddress>();
            successes(mail, object, handOver);
            do settle(mail, object, handOver, named, settled, told);
            while (!commit(handOver, claimed));
            return told;
        }
    }

    private boolean commit(HandOver handOver, Optional<UUID> claimed) {
        return (handOver.empty() && claimed.isEmpty()) || handOver.commit(queue, claimed);
    }

    /** Plans for recipients that were refused since the last time. */
    private void settle(
            SealedMail mail,
            ObjectSource object,
            HandOver handOver,
            Set<MailAddress> named,
            Set<MailAddress> settled,
            Map<MailAddress, Reply> told)
            throws MessagingException {
        var again = new LinkedHashMap<MailAddress, Reply>();
        var never = new LinkedHashMap<MailAddress, Reply>();
        for (var refusal : handOver.refused().entrySet()) {
            if (!settled.add(refusal.getKey())) continue;
            var origin = handOver.origin(refusal.getKey());
            if (handOver.answered() && named.contains(origin)) told.put(origin, refusal.getValue());
            else if (refusal.getValue().temporary() && attempts(mail) < retries.size())
                again.put(refusal.getKey(), refusal.getValue());
            else never.put(refusal.getKey(), refusal.getValue());
        }
        if (!again.isEmpty()) tryAgain(mail, object, handOver, again.keySet());
        if (!never.isEmpty())
            reports.failed(mail, object, never)
                    .ifPresent(report -> handOver.queue(
                            Optional.empty(), handOver.hold(report).draft()));
    }

    private void tryAgain(SealedMail mail, ObjectSource object, HandOver handOver, Set<MailAddress> recipients)
            throws MessagingException {
        var later = mail.forRecipients(recipients);
        later.setState(Mail.DEFAULT);
        int attempts = attempts(mail);
        later.setAttribute(new Attribute(ATTEMPTS, AttributeValue.of(attempts + 1)));
        Instant due = clock.instant().plus(retries.get(attempts));
        handOver.queue(Optional.empty(), Messages.draft(QueueNames.SPOOL, later, object, due));
    }

    /** RFC 3461 §6.2: a report of success for those who asked for it. */
    private void successes(SealedMail mail, ObjectSource object, HandOver handOver) {
        if (mail.dsnParameters().isEmpty()) return;
        var delivered = new ArrayList<>(handOver.planned());
        reports.delivered(mail, object, delivered)
                .ifPresent(report ->
                        handOver.queue(Optional.empty(), handOver.hold(report).draft()));
    }

    private static int attempts(SealedMail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, ATTEMPTS, Integer.class)
                .orElse(0);
    }
}
