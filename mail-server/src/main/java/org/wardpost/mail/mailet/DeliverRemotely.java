package org.wardpost.mail.mailet;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import javax.mail.MessagingException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.wardpost.mail.outgoing.OutgoingSettings;
import org.wardpost.mail.queue.Messages;
import org.wardpost.mail.queue.QueueNames;
import org.wardpost.mail.queue.SealedMail;

/** Puts mail for other servers into the outgoing queue, a row for each next hop, all of the same sealed object. */
public final class DeliverRemotely extends GenericMailet {
    private static final int RECIPIENTS_A_ROW = 100; // what every server takes at least (RFC 5321 §4.5.3.1.8)

    private final Messages messages;
    private final OutgoingSettings settings;
    private final Clock clock;

    @Inject
    public DeliverRemotely(Messages messages, OutgoingSettings settings, Clock clock) {
        this.messages = messages;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void service(Mail mail) throws MessagingException {
        var sealed = (SealedMail) mail;
        var object = sealed.handOver().hold(messages.held(mail)).object();
        for (var group : byHop(sealed.getRecipients()).values()) {
            for (int from = 0; from < group.size(); from += RECIPIENTS_A_ROW) {
                var some = group.subList(from, Math.min(from + RECIPIENTS_A_ROW, group.size()));
                var part = sealed.forRecipients(some);
                sealed.handOver()
                        .queue(Optional.empty(), Messages.draft(QueueNames.OUTGOING, part, object, clock.instant()));
            }
        }
        mail.setState(Mail.GHOST);
    }

    private Map<String, List<MailAddress>> byHop(List<MailAddress> recipients) {
        var groups = new LinkedHashMap<String, List<MailAddress>>();
        for (var recipient : recipients) {
            var domain = recipient.getDomain().asString().toLowerCase(Locale.ROOT);
            boolean toSmartHost =
                    settings.smartHost().isPresent() && !settings.routes().containsKey(domain);
            groups.computeIfAbsent(toSmartHost ? "" : domain, _ -> new ArrayList<>())
                    .add(recipient);
        }
        return groups;
    }
}
