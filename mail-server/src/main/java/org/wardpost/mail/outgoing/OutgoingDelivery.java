package org.wardpost.mail.outgoing;

import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Attribute;
import org.apache.mailet.AttributeName;
import org.apache.mailet.AttributeUtils;
import org.apache.mailet.AttributeValue;
import org.wardpost.mail.dns.MailExchangers;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.outgoing.HopSession.UnreachableException;
import org.wardpost.mail.outgoing.OutgoingSettings.NextHop;
import org.wardpost.mail.outgoing.RecipientResult.Failed;
import org.wardpost.mail.outgoing.RecipientResult.Relayed;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.store.queue.QueueDraft;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.store.queue.QueuedMail;

/**
 * Takes a row of the outgoing queue to its next hop. What came of it is one commit right behind the peer's answer: the row is
 * gone, those to be tried again have a row with a later date, those that failed have a report. Between a peer's 250 and that
 * commit a crash sends twice; nobody can close that window.
 */
public final class OutgoingDelivery {
    private static final AttributeName ATTEMPTS = AttributeName.of("wardpost.outgoing.attempts");
    private static final AttributeName UTF8 = AttributeName.of("wardpost.smtputf8");
    private static final Duration HOST_BUSY = Duration.ofSeconds(2);
    private static final int REPORT_DELAY_AT = 4; // attempts after which whoever asked is told of the delay

    private final QueueRepository queue;
    private final MailExchangers exchangers;
    private final OutgoingSettings settings;
    private final Reports reports;
    private final HopSession hop;
    private final Clock clock;
    private final Map<String, Semaphore> hosts = new ConcurrentHashMap<>();

    public OutgoingDelivery(
            QueueRepository queue,
            MailExchangers exchangers,
            OutgoingSettings settings,
            Reports reports,
            String hostName,
            Clock clock) {
        this.queue = queue;
        this.exchangers = exchangers;
        this.settings = settings;
        this.reports = reports;
        this.hop = new HopSession(settings, hostName);
        this.clock = clock;
    }

    /** Does with the row what can be done now; whatever comes of it is durable when this returns. */
    public void deliver(QueuedMail row) throws MessagingException {
        var mail = Messages.mail(row);
        var key = hopKey(mail);
        var places = hosts.computeIfAbsent(key, _ -> new Semaphore(settings.perHost()));
        if (!places.tryAcquire()) {
            queue.retry(
                    row.id(),
                    Messages.draft(
                            QueueNames.OUTGOING,
                            mail,
                            row.object(),
                            clock.instant().plus(HOST_BUSY)));
            return;
        }
        try {
            conclude(row, mail, attempt(row, mail));
        } finally {
            places.release();
        }
    }

    private String hopKey(SealedMail mail) {
        var domain = domain(mail);
        return settings.routes().containsKey(domain) || settings.smartHost().isEmpty() ? domain : "";
    }

    private static String domain(SealedMail mail) {
        return mail.getRecipients().getFirst().getDomain().asString().toLowerCase(Locale.ROOT);
    }

    private Map<MailAddress, RecipientResult> attempt(QueuedMail row, SealedMail mail) {
        var outgoing = outgoing(row, mail);
        Failed last = new Failed(false, "4.4.4", "No next hop is known", "");
        switch (hops(domain(mail))) {
            case Hops(var all) -> {
                for (var next : all) {
                    try {
                        return hop.deliver(outgoing, next.host(), next.port());
                    } catch (UnreachableException e) {
                        last = e.failed();
                        if (last.permanent() && all.size() == 1) break;
                    }
                }
            }
            case NoHop(var failed) -> last = failed;
        }
        var everyone = new LinkedHashMap<MailAddress, RecipientResult>();
        for (var recipient : mail.getRecipients()) everyone.put(recipient, last);
        return everyone;
    }

    private sealed interface Next {}

    private record Hops(List<NextHop> all) implements Next {}

    private record NoHop(Failed failed) implements Next {}

    private Next hops(String domain) {
        var fixed = settings.routes().get(domain);
        if (fixed != null) return new Hops(List.of(fixed));
        if (settings.smartHost().isPresent())
            return new Hops(List.of(settings.smartHost().get()));
        return switch (exchangers.of(domain)) {
            case MailExchangers.Hosts(var names) ->
                new Hops(names.stream()
                        .map(name -> new NextHop(name, settings.port()))
                        .toList());
            case MailExchangers.Never(var status, var why) -> new NoHop(new Failed(true, status, why, ""));
            case MailExchangers.NotNow() -> new NoHop(new Failed(false, "4.4.3", "The DNS does not answer", ""));
        };
    }

    private static OutgoingMail outgoing(QueuedMail row, SealedMail mail) {
        byte[] prefix = mail.text(SealedMail.PREFIX).orElse("").getBytes(StandardCharsets.UTF_8);
        return new OutgoingMail(
                mail.sender(),
                mail.getRecipients(),
                needsUtf8(row, mail),
                mail.dsnParameters(),
                row.object().size() + prefix.length,
                () -> new SequenceInputStream(
                        new ByteArrayInputStream(prefix), Reports.withoutReturnPath(row.object())));
    }

    /** Clients ask for SMTPUTF8 without need; only a header beyond ASCII keeps a message from an older host. */
    private static boolean needsUtf8(QueuedMail row, SealedMail mail) {
        if (AttributeUtils.getValueAndCastFromMail(mail, UTF8, Boolean.class).isEmpty()) return false;
        for (byte octet : MessageSummary.decode(row.object().summary()).headerBlock()) if (octet < 0) return true;
        return false;
    }

    /** How often it has been tried in vain: each try that fails makes a new row. */
    public static int attempts(SealedMail mail) {
        return AttributeUtils.getValueAndCastFromMail(mail, ATTEMPTS, Integer.class)
                .orElse(0);
    }

    private void conclude(QueuedMail row, SealedMail mail, Map<MailAddress, RecipientResult> results)
            throws MessagingException {
        int attempts = attempts(mail);
        var never = new LinkedHashMap<MailAddress, Failed>();
        var again = new LinkedHashMap<MailAddress, Failed>();
        var relayed = new ArrayList<MailAddress>();
        results.forEach((recipient, result) -> {
            switch (result) {
                case Failed failed
                when failed.permanent() || attempts >= settings.retries().size() -> never.put(recipient, failed);
                case Failed failed -> again.put(recipient, failed);
                case Relayed(var dsn) -> {
                    if (!dsn) relayed.add(recipient);
                }
            }
        });
        var written = new ArrayList<Reports.Written>();
        reports.failedAway(mail, row.object(), never).ifPresent(written::add);
        reports.relayed(mail, row.object(), relayed).ifPresent(written::add);
        if (attempts + 1 == REPORT_DELAY_AT)
            reports.delayed(mail, row.object(), again).ifPresent(written::add);
        try {
            var next = new ArrayList<QueueDraft>();
            written.forEach(report -> next.add(report.draft()));
            if (!again.isEmpty()) next.add(later(row, mail, again, attempts));
            queue.complete(Optional.of(row.id()), List.of(), next);
        } finally {
            written.forEach(Reports.Written::close);
        }
    }

    private QueueDraft later(QueuedMail row, SealedMail mail, Map<MailAddress, Failed> again, int attempts)
            throws MessagingException {
        var rest = mail.forRecipients(again.keySet());
        rest.setName(mail.getName());
        rest.setAttribute(new Attribute(ATTEMPTS, AttributeValue.of(attempts + 1)));
        rest.setErrorMessage(again.values().iterator().next().diagnostic());
        var due = clock.instant().plus(settings.retries().get(attempts));
        return Messages.draft(QueueNames.OUTGOING, rest, row.object(), due);
    }
}
