package org.wardpost.mail.sieve;

import java.util.Optional;

/**
 * An address that a script sends to or from (RFC 5228 §2.4.2.3): {@code addr-spec}, or a phrase and an address in angle brackets.
 * @param name what the phrase says, without its quotes; empty when there is none
 * @param address {@code local@domain}
 */
public record SieveAddress(String name, String address) {
    /** Empty when the text is none, or is several. */
    public static Optional<SieveAddress> of(String text) {
        var whole = text.strip();
        if (SieveAddresses.valid(whole)) return Optional.of(new SieveAddress("", whole));
        int open = whole.lastIndexOf('<');
        if (open < 0 || !whole.endsWith(">")) return Optional.empty();
        var address = whole.substring(open + 1, whole.length() - 1).strip();
        if (!SieveAddresses.valid(address)) return Optional.empty();
        return phrase(whole.substring(0, open).strip()).map(name -> new SieveAddress(name, address));
    }

    private static Optional<String> phrase(String text) {
        var name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (quoted && c == '\\' && i + 1 < text.length()) name.append(text.charAt(++i));
            else if (!quoted && "()<>[]:;@\\,".indexOf(c) >= 0) return Optional.empty();
            else name.append(c);
        }
        return quoted ? Optional.empty() : Optional.of(name.toString());
    }
}
