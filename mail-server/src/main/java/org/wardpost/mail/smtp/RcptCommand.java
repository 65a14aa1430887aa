package org.wardpost.mail.smtp;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.wardpost.mail.users.Recipients;

/** RCPT TO (RFC 5321 §4.1.1.3) with NOTIFY and ORCPT (RFC 3461 §4.1, §4.2). This is where relaying is refused. */
final class RcptCommand implements SmtpSession.Command {
    private static final Set<String> PARAMETERS = Set.of("NOTIFY", "ORCPT");

    @Override
    public Reply run(SmtpSession session, String argument) throws SmtpException {
        var transaction = session.transaction();
        if (transaction.isEmpty()) throw new SmtpException(503, "5.5.1", "Sender first");
        if (!argument.regionMatches(true, 0, "TO:", 0, 3))
            throw new SmtpException(501, "5.5.4", "Syntax: RCPT TO:<address>");
        if (transaction.get().size() >= session.service().settings().recipients())
            throw new SmtpException(452, "4.5.3", "Too many recipients"); // RFC 5321 §4.5.3.1.10
        var recipients = session.service().recipients();
        var path = SmtpPath.parse(argument.substring(3), recipients.postmasterDomain());
        if (path.address().isEmpty()) throw new SmtpException(501, "5.1.3", "Recipient needed");
        var address = path.address().get();
        var dsn = dsn(EsmtpParameters.parse(path.rest(), PARAMETERS));
        var found = recipients.find(address);
        switch (found) {
            case Recipients.Local _, Recipients.Forward _ -> {}
            case Recipients.Unknown _ -> throw unknown();
            case Recipients.Elsewhere _ -> {
                if (session.principal().isEmpty()) throw new SmtpException(550, "5.7.1", "Relaying denied");
            }
        }
        // LMTP answers each RCPT after DATA (RFC 2033 §4.2); elsewhere once is enough
        if (session.service().door() == Door.LMTP || !transaction.get().has(address))
            transaction.get().add(new Envelope.Recipient(address, found), dsn);
        return Reply.of(250, "2.1.5", "Recipient OK");
    }

    /** The same words whatever the reason: never existed, disabled, removed. */
    private static SmtpException unknown() {
        return new SmtpException(550, "5.1.1", "No such recipient here");
    }

    private static Optional<DsnParameters.RecipientDsnParameters> dsn(EsmtpParameters parameters) throws SmtpException {
        var notify = notify(parameters);
        var original = original(parameters);
        if (notify.isPresent() && original.isPresent())
            return Optional.of(DsnParameters.RecipientDsnParameters.of(notify.get(), original.get()));
        if (notify.isPresent()) return Optional.of(DsnParameters.RecipientDsnParameters.of(notify.get()));
        return original.map(DsnParameters.RecipientDsnParameters::of);
    }

    private static Optional<EnumSet<DsnParameters.Notify>> notify(EsmtpParameters parameters) throws SmtpException {
        var value = parameters.get("NOTIFY");
        if (value.isEmpty()) return Optional.empty();
        var wanted = EnumSet.noneOf(DsnParameters.Notify.class);
        for (var word : value.get().split(",", -1)) {
            switch (word.toUpperCase(Locale.ROOT)) {
                case "NEVER" -> wanted.add(DsnParameters.Notify.NEVER);
                case "SUCCESS" -> wanted.add(DsnParameters.Notify.SUCCESS);
                case "FAILURE" -> wanted.add(DsnParameters.Notify.FAILURE);
                case "DELAY" -> wanted.add(DsnParameters.Notify.DELAY);
                default -> throw new SmtpException(501, "5.5.4", "NOTIFY is NEVER, or of SUCCESS, FAILURE, DELAY");
            }
        }
        if (wanted.contains(DsnParameters.Notify.NEVER) && wanted.size() > 1)
            throw new SmtpException(501, "5.5.4", "NOTIFY=NEVER stands alone");
        return Optional.of(wanted);
    }

    private static Optional<MailAddress> original(EsmtpParameters parameters) throws SmtpException {
        var value = parameters.get("ORCPT");
        if (value.isEmpty()) return Optional.empty();
        int semicolon = value.get().indexOf(';');
        if (semicolon < 1 || value.get().length() > 500) throw new SmtpException(501, "5.5.4", "ORCPT is type;xtext");
        var address = XText.decode(value.get().substring(semicolon + 1));
        if (address.isEmpty()) throw new SmtpException(501, "5.5.4", "ORCPT is type;xtext");
        if (!value.get().substring(0, semicolon).equalsIgnoreCase("rfc822")) return Optional.empty();
        try {
            return Optional.of(new MailAddress(address.get()));
        } catch (Exception notAnAddress) { // it is only told back in reports, so an odd one is no reason to refuse
            return Optional.empty();
        }
    }
}
