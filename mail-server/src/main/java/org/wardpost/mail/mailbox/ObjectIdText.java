package org.wardpost.mail.mailbox;

import java.util.Base64;
import java.util.UUID;
import org.wardpost.vault.Ids;

/** Ids as clients see them (RFC 8474 §4): a letter, so that none looks like a number or NIL, and 22 characters for 128 bits. */
final class ObjectIdText {
    private static final int OCTETS = 16;

    private ObjectIdText() {}

    static String of(UUID id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.bytes(id));
    }

    /** @throws IllegalArgumentException if this is not what {@link #of} wrote */
    static UUID parse(String text) {
        var bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != OCTETS) {
            throw new IllegalArgumentException("An id has 16 octets");
        }
        return Ids.of(bytes);
    }
}
