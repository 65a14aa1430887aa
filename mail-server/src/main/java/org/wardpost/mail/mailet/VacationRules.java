package org.wardpost.mail.mailet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.james.core.MailAddress;
import org.apache.james.mime4j.field.address.LenientAddressParser;
import org.wardpost.mail.mailet.LocalDelivery.Arrival;
import org.wardpost.mail.sieve.MimeSieveMessage;
import org.wardpost.mail.sieve.SieveAction;
import org.wardpost.mail.sieve.SieveAddress;
import org.wardpost.mail.users.Recipients;
import org.wardpost.store.account.Account;

/** Who is answered when somebody is away (RFC 5230 §4.5, §4.6; RFC 3834 §2): people who wrote to this person, never programs. */
final class VacationRules {
    private static final Pattern PROGRAM = Pattern.compile(
            "(?i)(owner-.*|.*-(request|owner|bounces?)|mailer-daemon|postmaster|listserv|majordomo|bounces?[+-].*"
                    + "|no-?reply.*|do-?not-?reply.*)");
    private static final List<String> LIST_FIELDS = List.of(
            "list-id", "list-unsubscribe", "list-post", "list-help", "list-owner", "list-archive", "list-subscribe");
    private static final List<String> DESTINATIONS = List.of("to", "cc", "bcc", "resent-to", "resent-cc", "resent-bcc");

    private final Recipients recipients;
    private final Arrival arrival;
    private final SieveAction.Vacation vacation;
    private final MimeSieveMessage header;

    VacationRules(Recipients recipients, Arrival arrival, SieveAction.Vacation vacation) {
        this.recipients = recipients;
        this.arrival = arrival;
        this.vacation = vacation;
        this.header = new MimeSieveMessage(
                arrival.summary().headerBlock(), arrival.object().size(), arrival.object()::open);
    }

    boolean mayAnswer(MailAddress sender) {
        return !PROGRAM.matcher(sender.getLocalPart()).matches()
                && !own(sender.asString())
                && byAPerson()
                && toThisPerson();
    }

    private boolean byAPerson() {
        if (header.header("auto-submitted").stream()
                .anyMatch(value -> !value.toLowerCase(Locale.ROOT).startsWith("no"))) return false;
        if (header.header("precedence").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).matches("bulk|list|junk"))) return false;
        if (header.header("x-auto-response-suppress").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).matches("(?s).*\\b(all|oof|autoreply)\\b.*")))
            return false;
        if (header.header("content-type").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).startsWith("multipart/report"))) return false;
        return LIST_FIELDS.stream().allMatch(field -> header.header(field).isEmpty());
    }

    /** §4.5: one of the owner's addresses is named, or it came by a list or a blind copy. */
    private boolean toThisPerson() {
        for (var field : DESTINATIONS)
            for (var value : header.header(field)) for (var address : addresses(value)) if (own(address)) return true;
        return false;
    }

    private static List<String> addresses(String value) {
        var found = new ArrayList<String>();
        try {
            LenientAddressParser.DEFAULT
                    .parseAddressList(value)
                    .flatten()
                    .forEach(mailbox -> found.add(mailbox.getAddress()));
        } catch (RuntimeException unreadable) {
            return found;
        }
        return found;
    }

    private boolean own(String address) {
        if (vacation.addresses().stream().anyMatch(named -> named.equalsIgnoreCase(address))) return true;
        return owns(arrival.account(), address);
    }

    private boolean owns(Account account, String address) {
        return recipients.owns(account.address(), address);
    }

    /** {@code :from}, when it is the owner's to use (RFC 5230 §4.3). */
    Optional<SieveAddress> ownAddress(Optional<String> from) {
        return from.flatMap(SieveAddress::of).filter(given -> owns(arrival.account(), given.address()));
    }
}
