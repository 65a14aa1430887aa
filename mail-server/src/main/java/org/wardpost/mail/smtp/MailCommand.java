package org.wardpost.mail.smtp;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.mail.internet.AddressException;
import org.apache.james.core.MailAddress;
import org.apache.mailet.DsnParameters;
import org.wardpost.identity.Principal;

/** MAIL FROM (RFC 5321 §4.1.1.2) with SIZE, BODY, SMTPUTF8, AUTH, RET and ENVID. */
final class MailCommand implements SmtpSession.Command {
    private static final Set<String> PARAMETERS = Set.of("SIZE", "BODY", "SMTPUTF8", "AUTH", "RET", "ENVID");

    @Override
    public Reply run(SmtpSession session, String argument) throws SmtpException {
        if (session.hello().isEmpty()) throw new SmtpException(503, "5.5.1", "Greet first");
        if (session.transaction().isPresent()) throw new SmtpException(503, "5.5.1", "Sender given already");
        if (!argument.regionMatches(true, 0, "FROM:", 0, 5))
            throw new SmtpException(501, "5.5.4", "Syntax: MAIL FROM:<address>");
        var service = session.service();
        if (service.door().submits()) mustBeSignedIn(session);
        var path = SmtpPath.parse(argument.substring(5), service.hostName());
        if (!session.extended() && !path.rest().isEmpty()) throw new SmtpException(555, "5.5.4", "EHLO first");
        var parameters = EsmtpParameters.parse(path.rest(), PARAMETERS);
        checkSize(parameters, service.settings().messageBytes());
        checkBody(parameters);
        Optional<MailAddress> sender = path.address().isPresent()
                ? Optional.of(sender(session, path.address().get()))
                : Optional.empty();
        session.begin(new SmtpTransaction(sender, parameters.has("SMTPUTF8"), envId(parameters), ret(parameters)));
        return Reply.of(250, "2.1.0", "Sender OK");
    }

    private static void mustBeSignedIn(SmtpSession session) throws SmtpException {
        if (!session.connection().secure())
            throw new SmtpException(530, "5.7.0", "Must issue a STARTTLS command first");
        var principal = session.principal();
        if (principal.isEmpty()) throw new SmtpException(530, "5.7.0", "Authentication required");
        if (!session.service().authenticator().stillValid(principal.get()))
            throw new SmtpException(530, "5.7.0", "Authentication required"); // the password was changed meanwhile
    }

    /**
     * Who gets the bounces; {@code <>} is anybody's, or read receipts could not be sent (RFC 8098 §2.1). Who may write only on
     * behalf of somebody is the sender himself, whatever his mail program says: they name the author there (RFC 5321 §4.4).
     */
    private static MailAddress sender(SmtpSession session, MailAddress given) throws SmtpException {
        if (session.principal().isEmpty()) return given;
        var user = session.principal().get();
        return switch (session.service().senders().right(user, given.asString())) {
            case OWN, AS -> given;
            case ON_BEHALF -> own(user);
            case NONE -> throw new SmtpException(553, "5.7.1", "That address is not yours to send from");
        };
    }

    private static MailAddress own(Principal user) {
        try {
            return new MailAddress(user.address());
        } catch (AddressException e) {
            throw new IllegalStateException("an account's address is none", e);
        }
    }

    private static void checkSize(EsmtpParameters parameters, long limit) throws SmtpException {
        var size = parameters.get("SIZE");
        if (size.isEmpty()) return;
        if (!size.get().matches("[0-9]{1,20}")) throw new SmtpException(501, "5.5.4", "SIZE is a number");
        if (size.get().length() > 18 || Long.parseLong(size.get()) > limit) // RFC 1870 §6.1
        throw new SmtpException(552, "5.3.4", "Message is larger than " + limit + " octets");
    }

    private static void checkBody(EsmtpParameters parameters) throws SmtpException {
        var body = parameters.get("BODY").orElse("7BIT").toUpperCase(Locale.ROOT);
        if (!body.equals("7BIT") && !body.equals("8BITMIME")) // RFC 6152 §3; BINARYMIME needs CHUNKING, not offered
        throw new SmtpException(501, "5.5.4", "BODY is 7BIT or 8BITMIME");
    }

    private static Optional<DsnParameters.EnvId> envId(EsmtpParameters parameters) throws SmtpException {
        var envId = parameters.get("ENVID");
        if (envId.isEmpty()) return Optional.empty();
        if (envId.get().length() > 100 || XText.decode(envId.get()).isEmpty()) // RFC 3461 §4.4
        throw new SmtpException(501, "5.5.4", "ENVID is xtext");
        return Optional.of(DsnParameters.EnvId.of(envId.get()));
    }

    private static Optional<DsnParameters.Ret> ret(EsmtpParameters parameters) throws SmtpException {
        var ret = parameters.get("RET");
        if (ret.isEmpty()) return Optional.empty();
        return switch (ret.get().toUpperCase(Locale.ROOT)) { // RFC 3461 §4.3
            case "FULL" -> Optional.of(DsnParameters.Ret.FULL);
            case "HDRS" -> Optional.of(DsnParameters.Ret.HDRS);
            default -> throw new SmtpException(501, "5.5.4", "RET is FULL or HDRS");
        };
    }
}
