package org.wardpost.mail.outgoing;

import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.mail.outgoing.DeliveryReport.Action;
import org.wardpost.mail.outgoing.DeliveryReport.Entry;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.store.blob.ObjectSource;
import org.wardpost.store.queue.QueueDraft;

/** Who is told what about a message's fate (RFC 3461 §4.1, §6; RFC 3464). Nobody, when the sender is empty. */
public final class Reports {
    private static final long FULL_LIMIT = 256 * 1024; // a larger message goes back as its header, even with RET=FULL

    private final Messages messages;
    private final String hostName;
    private final Clock clock;

    public Reports(Messages messages, String hostName, Clock clock) {
        this.messages = messages;
        this.hostName = hostName;
        this.clock = clock;
    }

    /** A sealed report and its row for the spool; closed once the row is durable. */
    public record Written(IntakenMessage message, QueueDraft draft) implements AutoCloseable {
        @Override
        public void close() {
            message.close();
        }
    }

    /** @param refused recipients and why */
    public Optional<Written> failed(SealedMail mail, ObjectSource object, Map<MailAddress, Reply> refused) {
        var entries = new ArrayList<Entry>();
        refused.forEach((recipient, reply) -> {
            if (wants(mail, recipient, DsnParameters.Notify.FAILURE, true))
                entries.add(entry(
                        mail,
                        recipient,
                        Action.FAILED,
                        permanent(reply.status()),
                        String.join(" ", reply.lines()),
                        ""));
        });
        return write(mail, object, entries);
    }

    /**
     * A recipient's script refused it after it was taken (RFC 5429 §2.1.2).
     * @param reason in the recipient's words
     */
    public Optional<Written> rejected(SealedMail mail, ObjectSource object, MailAddress recipient, String reason) {
        if (!wants(mail, recipient, DsnParameters.Notify.FAILURE, true)) return Optional.empty();
        var entry = entry(mail, recipient, Action.FAILED, "5.7.1", "Refused by a rule of the recipient", "");
        return write(mail, object, List.of(entry), Optional.of(reason));
    }

    Optional<Written> failedAway(
            SealedMail mail, ObjectSource object, Map<MailAddress, RecipientResult.Failed> failed) {
        var entries = new ArrayList<Entry>();
        failed.forEach((recipient, why) -> {
            if (wants(mail, recipient, DsnParameters.Notify.FAILURE, true))
                entries.add(
                        entry(mail, recipient, Action.FAILED, permanent(why.status()), why.diagnostic(), why.remote()));
        });
        return write(mail, object, entries);
    }

    Optional<Written> delayed(SealedMail mail, ObjectSource object, Map<MailAddress, RecipientResult.Failed> waiting) {
        var entries = new ArrayList<Entry>();
        waiting.forEach((recipient, why) -> {
            if (wants(mail, recipient, DsnParameters.Notify.DELAY, false))
                entries.add(entry(mail, recipient, Action.DELAYED, why.status(), why.diagnostic(), why.remote()));
        });
        return write(mail, object, entries);
    }

    /** Into a mailbox of ours. */
    public Optional<Written> delivered(SealedMail mail, ObjectSource object, Collection<MailAddress> recipients) {
        return success(mail, object, recipients, Action.DELIVERED);
    }

    /** To a host that sends no reports itself. */
    Optional<Written> relayed(SealedMail mail, ObjectSource object, Collection<MailAddress> recipients) {
        return success(mail, object, recipients, Action.RELAYED);
    }

    private Optional<Written> success(
            SealedMail mail, ObjectSource object, Collection<MailAddress> recipients, Action action) {
        var entries = recipients.stream()
                .filter(recipient -> wants(mail, recipient, DsnParameters.Notify.SUCCESS, false))
                .map(recipient -> entry(mail, recipient, action, "2.0.0", "OK", ""))
                .toList();
        return write(mail, object, entries);
    }

    /** @param otherwise what holds when NOTIFY was not given */
    private static boolean wants(SealedMail mail, MailAddress recipient, DsnParameters.Notify what, boolean otherwise) {
        return asked(mail, recipient)
                .flatMap(DsnParameters.RecipientDsnParameters::getNotifyParameter)
                .map((EnumSet<DsnParameters.Notify> notify) -> notify.contains(what))
                .orElse(otherwise);
    }

    private static Optional<DsnParameters.RecipientDsnParameters> asked(SealedMail mail, MailAddress recipient) {
        return mail.dsnParameters().map(dsn -> dsn.getRcptParameters().get(recipient));
    }

    private static Entry entry(
            SealedMail mail, MailAddress recipient, Action action, String status, String diagnostic, String remote) {
        var original = asked(mail, recipient).flatMap(DsnParameters.RecipientDsnParameters::getOrcptParameter);
        return new Entry(recipient, original, action, status, diagnostic, remote);
    }

    /** What was tried until it was given up has failed for good. */
    private static String permanent(String status) {
        return status.startsWith("4.") ? "5" + status.substring(1) : status.isEmpty() ? "5.0.0" : status;
    }

    private Optional<Written> write(SealedMail mail, ObjectSource object, List<Entry> entries) {
        return write(mail, object, entries, Optional.empty());
    }

    private Optional<Written> write(
            SealedMail mail, ObjectSource object, List<Entry> entries, Optional<String> reason) {
        if (entries.isEmpty() || mail.sender().isEmpty()) return Optional.empty();
        var dsn = mail.dsnParameters();
        boolean success = entries.getFirst().action() == Action.DELIVERED
                || entries.getFirst().action() == Action.RELAYED;
        boolean full = !success
                && object.size() <= FULL_LIMIT
                && dsn.flatMap(DsnParameters::getRetParameter)
                        .map(ret -> ret == DsnParameters.Ret.FULL)
                        .orElse(true);
        var report = new DeliveryReport(
                hostName,
                mail.sender().get(),
                dsn.flatMap(DsnParameters::getEnvIdParameter).map(DsnParameters.EnvId::asString),
                reason,
                full,
                mail.getLastUpdated().toInstant(),
                clock.instant(),
                entries,
                () -> withoutReturnPath(object));
        var message = messages.write(report);
        var letter = new SealedMail(
                mail.getName() + "-dsn", Optional.empty(), List.of(mail.sender().get()));
        return Optional.of(new Written(message, Messages.draft(QueueNames.SPOOL, letter, message.object(), now())));
    }

    private Instant now() {
        return clock.instant();
    }

    static InputStream withoutReturnPath(ObjectSource object) {
        return new ReturnPathSkipper(object.open());
    }
}
