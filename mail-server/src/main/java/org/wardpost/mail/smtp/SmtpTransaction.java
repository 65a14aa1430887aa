package org.wardpost.mail.smtp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;

/** One mail transaction while it grows, from MAIL to DATA (RFC 5321 §3.3). */
final class SmtpTransaction {
    private final Optional<MailAddress> sender;
    private final boolean utf8;
    private final Optional<DsnParameters.EnvId> envId;
    private final Optional<DsnParameters.Ret> ret;
    private final List<Envelope.Recipient> recipients = new ArrayList<>();
    private final Map<MailAddress, DsnParameters.RecipientDsnParameters> dsn = new LinkedHashMap<>();

    SmtpTransaction(
            Optional<MailAddress> sender,
            boolean utf8,
            Optional<DsnParameters.EnvId> envId,
            Optional<DsnParameters.Ret> ret) {
        this.sender = sender;
        this.utf8 = utf8;
        this.envId = envId;
        this.ret = ret;
    }

    void add(Envelope.Recipient recipient, Optional<DsnParameters.RecipientDsnParameters> parameters) {
        recipients.add(recipient);
        parameters.ifPresent(asked -> dsn.put(recipient.address(), asked));
    }

    boolean has(MailAddress address) {
        return recipients.stream().anyMatch(recipient -> recipient.address().equals(address));
    }

    int size() {
        return recipients.size();
    }

    Optional<MailAddress> sender() {
        return sender;
    }

    Envelope envelope() {
        var parameters = new DsnParameters.Builder();
        envId.ifPresent(parameters::envId);
        ret.ifPresent(parameters::ret);
        dsn.forEach(parameters::addRcptParameter);
        return new Envelope(sender, recipients, utf8, parameters.build());
    }
}
