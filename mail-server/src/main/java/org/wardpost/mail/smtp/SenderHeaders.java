package org.wardpost.mail.smtp;

import java.util.List;
import java.util.function.Predicate;

/**
 * Nobody submits in another's name: each author and sender that a reader may be shown has to be one of the user's own
 * addresses (RFC 6409 §8.1). What can be read in two ways is refused, for a mail program may read it the other way.
 */
final class SenderHeaders {
    private static final List<String> AUTHORS = List.of("from", "resent-from");
    private static final List<String> SENDERS = List.of("sender", "resent-sender");

    private SenderHeaders() {}

    /** @param own whether an address, {@code local@domain} in lower case, is the user's @throws SmtpException if not so */
    static void check(HeaderFields header, Predicate<String> own) throws SmtpException {
        if (!header.wellFormed()) throw new SmtpException(550, "5.6.0", "The header has a line that is no field");
        if (header.named("from").size() != 1)
            throw new SmtpException(550, "5.6.0", "Exactly one From field is needed"); // RFC 5322 §3.6
        if (header.named("sender").size() > 1) throw new SmtpException(550, "5.6.0", "More than one Sender field");
        for (var field : header.fields()) {
            if (AUTHORS.contains(field.name())) check(field, own, Integer.MAX_VALUE);
            else if (SENDERS.contains(field.name())) check(field, own, 1);
        }
    }

    private static void check(HeaderFields.Field field, Predicate<String> own, int most) throws SmtpException {
        List<String> addresses;
        try {
            addresses = StrictAddresses.parse(field.value());
        } catch (IllegalArgumentException unclear) {
            throw new SmtpException(550, "5.6.0", "The addresses in " + field.name() + " cannot be read");
        }
        if (addresses.isEmpty() || addresses.size() > most)
            throw new SmtpException(550, "5.6.0", "The addresses in " + field.name() + " cannot be read");
        for (var address : addresses) {
            if (!own.test(address))
                throw new SmtpException(550, "5.7.1", "The address in " + field.name() + " is not yours to send from");
        }
    }
}
