package org.wardpost.mail.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.field.address.LenientAddressParser;

/** Addresses in header fields, read leniently: a test on a broken field finds what can be found. */
final class SieveAddresses {
    private static final Pattern VALID =
            Pattern.compile("(\"[^\"\\\\\\r\\n]+\"|[^\\s\"<>@,;:\\\\]+)@[^\\s\"<>@,;:\\\\()]+");

    private SieveAddresses() {}

    /** {@code local@domain} of each mailbox, those in groups too. */
    static List<String> in(String field) {
        var found = new ArrayList<String>();
        try {
            for (var address :
                    LenientAddressParser.DEFAULT.parseAddressList(field).flatten()) found.add(text(address));
        } catch (RuntimeException unreadable) {
            return found;
        }
        return found;
    }

    private static String text(Mailbox mailbox) {
        var local = mailbox.getLocalPart() == null ? "" : mailbox.getLocalPart();
        return mailbox.getDomain() == null ? local : local + "@" + mailbox.getDomain();
    }

    /** Whether mail can be sent to it. */
    static boolean valid(String address) {
        return address.length() <= 320 && VALID.matcher(address).matches();
    }
}
