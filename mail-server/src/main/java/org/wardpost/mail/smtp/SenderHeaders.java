package org.wardpost.mail.smtp;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.wardpost.mail.users.SenderRight;

/**
 * Nobody submits in the name of somebody who did not allow it: each author and sender that a reader may be shown has to be an
 * address that the user may use (RFC 6409 §6.1). What can be read in two ways is refused, for a mail program may read it the
 * other way.
 */
final class SenderHeaders {
    private static final Set<String> RESENT = Set.of("resent-from", "resent-sender");

    private SenderHeaders() {}

    /**
     * Looks at all authors and senders.
     * @param right how the user may use an address, {@code local@domain} in lower case
     * @return whether a Sender field is to be added: the message is on behalf of somebody and does not say who sends it
     * @throws SmtpException if one of them is not the user's to use
     */
    static boolean check(HeaderFields header, Function<String, SenderRight> right) throws SmtpException {
        if (!header.wellFormed()) throw new SmtpException(550, "5.6.0", "The header has a line that is no field");
        if (header.named("from").size() != 1)
            throw new SmtpException(550, "5.6.0", "Exactly one From field is needed"); // RFC 5322 §3.6
        var senders = header.named("sender");
        if (senders.size() > 1) throw new SmtpException(550, "5.6.0", "More than one Sender field");
        boolean onBehalf = onBehalf(header.named("from").getFirst(), right);
        for (var sender : senders) checkSender(sender, onBehalf, right);
        for (var field : header.fields())
            if (RESENT.contains(field.name())) // one resends in one's own name (RFC 5322 §3.6.6)
            for (var address : addresses(field)) if (!right.apply(address).isOwnOrAs()) throw notYours(field);
        return onBehalf && senders.isEmpty();
    }

    /** Whether one of the authors lets the user write only on his behalf. */
    private static boolean onBehalf(HeaderFields.Field from, Function<String, SenderRight> right) throws SmtpException {
        boolean onBehalf = false;
        for (var address : addresses(from)) {
            switch (right.apply(address)) {
                case OWN, AS -> {}
                case ON_BEHALF -> onBehalf = true;
                case NONE -> throw notYours(from);
            }
        }
        return onBehalf;
    }

    /** RFC 5322 §3.6.2: Sender is who really sends. On behalf of somebody that is the user and nobody whose rights it has. */
    private static void checkSender(HeaderFields.Field sender, boolean onBehalf, Function<String, SenderRight> right)
            throws SmtpException {
        var addresses = addresses(sender);
        if (addresses.size() > 1) throw unreadable(sender);
        var its = right.apply(addresses.getFirst());
        if (!its.isOwnOrAs()) throw notYours(sender);
        if (onBehalf && its != SenderRight.OWN)
            throw new SmtpException(550, "5.7.1", "On behalf of somebody, the Sender has to be your own address");
    }

    private static List<String> addresses(HeaderFields.Field field) throws SmtpException {
        try {
            return StrictAddresses.parse(field.value());
        } catch (IllegalArgumentException unclear) {
            throw unreadable(field);
        }
    }

    private static SmtpException unreadable(HeaderFields.Field field) {
        return new SmtpException(550, "5.6.0", "The addresses in " + field.name() + " cannot be read");
    }

    private static SmtpException notYours(HeaderFields.Field field) {
        return new SmtpException(550, "5.7.1", "The address in " + field.name() + " is not yours to send from");
    }
}
