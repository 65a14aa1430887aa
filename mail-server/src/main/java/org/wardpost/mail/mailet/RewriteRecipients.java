package org.wardpost.mail.mailet;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.inject.Inject;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.apache.mailet.Mail;
import org.apache.mailet.base.GenericMailet;
import org.wardpost.mail.queue.SealedMail;
import org.wardpost.mail.smtp.Reply;
import org.wardpost.mail.users.Recipients;

/** Puts those whom an alias means in its place, aliases of aliases too. A ring, or too many, is an error of that recipient. */
public final class RewriteRecipients extends GenericMailet {
    private static final int DEEPEST = 10;
    private static final int MOST = 2000;

    private final Recipients recipients;

    @Inject
    public RewriteRecipients(Recipients recipients) {
        this.recipients = recipients;
    }

    @Override
    public void service(Mail mail) {
        var sealed = (SealedMail) mail;
        var all = new LinkedHashSet<MailAddress>();
        var asked = sealed.dsnParameters();
        var reports = new HashMap<MailAddress, DsnParameters.RecipientDsnParameters>();
        asked.ifPresent(dsn -> reports.putAll(dsn.getRcptParameters()));
        for (var recipient : sealed.getRecipients()) {
            var targets = new LinkedHashSet<MailAddress>();
            if (expand(recipient, targets, new LinkedHashSet<>()) && !targets.isEmpty()) {
                all.addAll(targets);
                sealed.handOver().rewritten(recipient, targets);
                // what was asked for the alias holds for whom it means (RFC 3461 §5.2.7), NOTIFY=NEVER above all
                asked.map(dsn -> dsn.getRcptParameters().get(recipient))
                        .ifPresent(its -> targets.forEach(target -> reports.putIfAbsent(target, its)));
            } else
                sealed.handOver().refuse(recipient, Reply.of(550, "5.4.6", "An alias leads in a ring or to too many"));
        }
        sealed.setRecipients(all);
        asked.ifPresent(dsn -> sealed.setDsnParameters(dsn.withRcptParameters(reports)));
        if (all.isEmpty()) sealed.setState(Mail.GHOST);
    }

    private boolean expand(MailAddress address, Set<MailAddress> targets, Set<MailAddress> above) {
        if (!(recipients.find(address) instanceof Recipients.Forward(var next))) {
            targets.add(address);
            return targets.size() <= MOST;
        }
        if (above.size() >= DEEPEST || !above.add(address)) return false;
        for (var target : next) {
            try {
                // an alias that names itself keeps a copy there: the account of that name is found before the alias
                if (!expand(new MailAddress(target), targets, above)) return false;
            } catch (AddressException e) {
                return false;
            }
        }
        above.remove(address);
        return true;
    }
}
