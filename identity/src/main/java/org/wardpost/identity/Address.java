package org.wardpost.identity;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A mail address in the one spelling under which it is stored and looked up: lower case, the domain in A-labels (RFC 5890 §2.3.2.1).
 * @param local the part before the {@code @}, at most 64 octets (RFC 5321 §4.5.3.1.1)
 * @param domain the part after it, at most 253 octets, at least two labels or {@code localhost}
 */
public record Address(String local, String domain) {
    private static final int MAX_LOCAL = 64;
    private static final int MAX_DOMAIN = 253;
    // a dot-atom of RFC 5321 §4.1.2 without the marks that mail programs, shells and paths give a meaning of their own
    private static final Pattern LOCAL = Pattern.compile("[a-z0-9_'=&~-]+(\\.[a-z0-9_'=&~-]+)*");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * Reads an address as somebody typed it.
     * @throws IllegalArgumentException if it is none that an account can have; the message is a sentence for that person
     */
    public static Address of(String typed) {
        var text = typed.strip();
        var at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new IllegalArgumentException(
                    "\"" + shown(typed) + "\" is not a mail address: it needs a name, an @ and a domain.");
        }
        if (at > MAX_LOCAL) {
            throw new IllegalArgumentException("The name before the @ is too long: at most " + MAX_LOCAL + " letters.");
        }
        var local =
                Normalizer.normalize(text.substring(0, at), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (!LOCAL.matcher(local).matches()) {
            throw new IllegalArgumentException("\"" + shown(local)
                    + "\" cannot stand before the @: use letters a to z, digits," + " dots between them, - and _.");
        }
        return new Address(local, domain(text.substring(at + 1)));
    }

    /**
     * Reads a domain as somebody typed it.
     * @throws IllegalArgumentException if it is none; the message is a sentence for that person
     */
    public static String domain(String typed) {
        var text = typed.strip();
        if (text.length() > MAX_DOMAIN) {
            throw new IllegalArgumentException("The domain is too long: at most " + MAX_DOMAIN + " letters.");
        }
        String ascii;
        try {
            ascii = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException notADomain) {
            throw noDomain(typed);
        }
        var labels = ascii.split("\\.", -1);
        if (ascii.length() > MAX_DOMAIN || (labels.length < 2 && !ascii.equals("localhost"))) {
            throw noDomain(typed);
        }
        for (var label : labels) {
            if (!LABEL.matcher(label).matches()) {
                throw noDomain(typed);
            }
        }
        return ascii;
    }

    private static IllegalArgumentException noDomain(String typed) {
        return new IllegalArgumentException("\"" + shown(typed)
                + "\" is not a domain: it looks like ward.example, with letters, digits, - and dots.");
    }

    /** Typed text may hold anything: what is echoed is short and printable. */
    private static String shown(String typed) {
        var printable = typed.replaceAll("\\p{C}", "?");
        return printable.length() <= 80 ? printable : printable.substring(0, 80) + "...";
    }

    /** {@code local@domain}. */
    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
