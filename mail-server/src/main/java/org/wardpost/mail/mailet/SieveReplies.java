package org.wardpost.mail.mailet;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.wardpost.mail.mailet.LocalDelivery.Arrival;
import org.wardpost.mail.outgoing.Reports;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.sieve.SieveAction;
import org.wardpost.mail.submission.MessageWriter;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.Store;
import org.wardpost.store.property.PropertyKind;

/**
 * Mail that a script causes: vacation answers with their sealed log of whom was answered when, rejections, and what is told to
 * the owner. All of it goes out with the empty sender, so that nothing answers it (RFC 3834 §3.3).
 */
public final class SieveReplies {
    private static final int LOG_SWEEP = 500; // entries at which those that have run out are dropped
    private static final Duration TELL_AGAIN = Duration.ofDays(7);

    private final Store store;
    private final Recipients recipients;
    private final Messages messages;
    private final Reports reports;
    private final String hostName;
    private final Clock clock;

    public SieveReplies(
            Store store, Recipients recipients, Messages messages, Reports reports, String hostName, Clock clock) {
        this.store = store;
        this.recipients = recipients;
        this.messages = messages;
        this.reports = reports;
        this.hostName = hostName;
        this.clock = clock;
    }

    /** RFC 5230 §4: answers once an interval, and only who may be answered. */
    void vacation(Arrival arrival, SieveAction.Vacation vacation) {
        var sender = arrival.mail().sender();
        var rules = new VacationRules(recipients, arrival, vacation);
        if (sender.isEmpty() || !rules.mayAnswer(sender.get())) return;
        var key = "v:" + hash(vacation.handle() + "\0" + sender.get().asString().toLowerCase(java.util.Locale.ROOT));
        if (!vacation.interval().isZero() && !first(arrival, key, vacation.interval())) return;
        var letter = new AutomaticReply(hostName, arrival.account(), sender.get(), arrival.summary(), clock.instant());
        send(arrival, sender.get(), letter.vacation(vacation, rules.ownAddress(vacation.from())));
    }

    /** RFC 5429 §2.1.2: the reason goes to the sender in a report that programs can read. */
    void reject(Arrival arrival, String reason) {
        var handOver = arrival.mail().handOver();
        reports.rejected(arrival.mail(), arrival.object(), arrival.recipient(), reason)
                .ifPresent(report -> handOver.queue(
                        Optional.of(arrival.recipient()), handOver.hold(report).draft()));
    }

    /** Into the owner's INBOX, once for each thing that is wrong. */
    void tellOwner(Arrival arrival, String what) {
        if (!first(arrival, "e:" + hash(what), TELL_AGAIN)) return;
        var letter = new AutomaticReply(
                hostName, arrival.account(), arrival.recipient(), arrival.summary(), clock.instant());
        var message = arrival.mail().handOver().hold(messages.write(letter.notice(what)));
        var inbox = new LocalMailboxes(store).inbox(arrival.owner());
        arrival.mail()
                .handOver()
                .deliver(
                        arrival.recipient(),
                        LocalDelivery.notice(inbox, message.object(), message.summary(), clock.instant()));
    }

    private void send(Arrival arrival, MailAddress to, MessageWriter letter) {
        var message = arrival.mail().handOver().hold(messages.write(letter));
        var mail = new SealedMail(arrival.mail().getName() + "-a", Optional.empty(), List.of(to));
        mail.text(SealedMail.SUBMITTER, arrival.account().address());
        arrival.mail()
                .handOver()
                .queue(
                        Optional.of(arrival.recipient()),
                        Messages.draft(QueueNames.SPOOL, mail, message.object(), clock.instant()));
    }

    /** Whether nothing was sent under this key within the interval; notes that something is sent now. Durable. */
    private boolean first(Arrival arrival, String key, Duration interval) {
        var account = arrival.owner();
        long now = clock.millis();
        return store.properties().<Boolean>update(account, changes -> {
            var until = changes.get(account.value(), PropertyKind.VACATION, key);
            if (until.isPresent() && ByteBuffer.wrap(until.get()).getLong() > now) return false;
            var log = changes.list(account.value(), PropertyKind.VACATION);
            if (log.size() >= LOG_SWEEP)
                log.forEach((old, end) -> {
                    if (ByteBuffer.wrap(end).getLong() <= now)
                        changes.remove(account.value(), PropertyKind.VACATION, old);
                });
            var end = ByteBuffer.allocate(8).putLong(now + interval.toMillis()).array();
            changes.put(account.value(), PropertyKind.VACATION, key, end);
            return true;
        });
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
