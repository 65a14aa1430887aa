package org.wardpost.mail.smtp;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.core.MailAddress;

/**
 * {@code <path>} and what follows it in MAIL and RCPT (RFC 5321 §4.1.2).
 * @param address empty for {@code <>}
 * @param rest the ESMTP parameters, stripped
 */
record SmtpPath(Optional<MailAddress> address, String rest) {
    private static final int MAX_PATH = 256; // RFC 5321 §4.5.3.1.3
    private static final int MAX_LOCAL = 64; // §4.5.3.1.1

    /**
     * @param argument what follows {@code FROM:} or {@code TO:}; a space before it is borne, as all servers do
     * @param postmasterDomain the domain of a bare {@code <postmaster>} (§4.5.1)
     */
    static SmtpPath parse(String argument, String postmasterDomain) throws SmtpException {
        var text = argument.stripLeading();
        if (!text.startsWith("<")) throw syntax();
        int end = endOfPath(text);
        var inner = text.substring(1, end);
        var rest = text.substring(end + 1);
        if (!rest.isEmpty() && rest.charAt(0) != ' ') throw syntax();
        if (inner.length() > MAX_PATH) throw new SmtpException(501, "5.1.7", "Path too long");
        if (inner.isEmpty()) return new SmtpPath(Optional.empty(), rest.strip());
        if (inner.equalsIgnoreCase("postmaster")) inner = inner + "@" + postmasterDomain;
        return new SmtpPath(Optional.of(mailbox(withoutRoute(inner))), rest.strip());
    }

    /** The closing bracket, outside a quoted local part. */
    private static int endOfPath(String text) throws SmtpException {
        boolean quoted = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (c == '>' && !quoted) return i;
        }
        throw syntax();
    }

    /** A source route is taken and forgotten (RFC 5321 §3.3, appendix C). */
    private static String withoutRoute(String path) throws SmtpException {
        if (!path.startsWith("@")) return path;
        int colon = path.indexOf(':');
        if (colon < 0) throw syntax();
        return path.substring(colon + 1);
    }

    private static MailAddress mailbox(String text) throws SmtpException {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1)
            throw new SmtpException(501, "5.1.3", "Address needs a name and a domain");
        var local = text.substring(0, at);
        // james-core's MailAddress holds ASCII local parts only: here SMTPUTF8 (RFC 6531) ends, see docs/standards.md
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(local))
            throw new SmtpException(553, "5.6.7", "Local parts beyond ASCII are not supported here");
        if (local.length() > MAX_LOCAL) throw new SmtpException(501, "5.1.3", "Local part too long");
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) < 0x20 || text.charAt(i) == 0x7f) throw syntax();
        try {
            return new MailAddress(unquoted(local), domain(text.substring(at + 1)));
        } catch (Exception notAnAddress) { // javax.mail's AddressException, and what its parser throws on odd input
            throw new SmtpException(501, "5.1.3", "Not an address");
        }
    }

    /** {@code "ann"@x} is {@code ann@x} (RFC 5321 §4.1.2): one spelling, or a check by text is gone around. */
    private static String unquoted(String local) throws SmtpException {
        if (!local.startsWith("\"")) return local;
        if (local.length() < 3 || !local.endsWith("\"")) throw syntax();
        var plain = local.substring(1, local.length() - 1).replaceAll("\\\\(.)", "$1");
        return plain.matches("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*") ? plain : local;
    }

    private static String domain(String text) throws SmtpException {
        if (text.startsWith("[")) return text;
        try {
            return IDN.toASCII(text, 0).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new SmtpException(501, "5.1.3", "Not a domain");
        }
    }

    private static SmtpException syntax() {
        return new SmtpException(501, "5.5.4", "Syntax: <address>");
    }
}
