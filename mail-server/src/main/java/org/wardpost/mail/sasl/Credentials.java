package org.wardpost.mail.sasl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** A name and a password as they came over the wire. {@link #close} overwrites the password. */
public final class Credentials implements AutoCloseable {
    /** Longest initial response or continuation, before decoding: names and passwords are far shorter. */
    public static final int MAX_LINE = 12_288; // RFC 4954 §4: 12,288 octets

    private final Optional<String> authorizationId;
    private final String user;
    private final char[] password;

    private Credentials(Optional<String> authorizationId, String user, char[] password) {
        this.authorizationId = authorizationId;
        this.user = user;
        this.password = password;
    }

    /**
     * Reads a PLAIN message in base64: {@code [authzid] NUL authcid NUL passwd} (RFC 4616 §2).
     * @throws IllegalArgumentException when it is none
     */
    public static Credentials plain(byte[] base64) {
        byte[] message = Base64.getDecoder().decode(base64);
        try {
            int first = indexOfNul(message, 0);
            int second = indexOfNul(message, first + 1);
            if (indexOf(message, second + 1) >= 0) throw new IllegalArgumentException("more than three parts");
            var authzid = text(message, 0, first).toString();
            var user = text(message, first + 1, second).toString();
            if (user.isEmpty() || second + 1 == message.length) throw new IllegalArgumentException("empty");
            return new Credentials(
                    authzid.isEmpty() ? Optional.empty() : Optional.of(authzid),
                    user,
                    chars(text(message, second + 1, message.length)));
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    /**
     * The two answers of LOGIN, each in base64.
     * @throws IllegalArgumentException when they are none
     */
    public static Credentials login(byte[] user64, byte[] password64) {
        byte[] user = Base64.getDecoder().decode(user64);
        byte[] password = Base64.getDecoder().decode(password64);
        try {
            if (user.length == 0 || password.length == 0) throw new IllegalArgumentException("empty");
            return new Credentials(
                    Optional.empty(), text(user, 0, user.length).toString(), chars(text(password, 0, password.length)));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    public Optional<String> authorizationId() {
        return authorizationId;
    }

    public String user() {
        return user;
    }

    /** The array itself: gone after {@link #close}. */
    public char[] password() {
        return password;
    }

    @Override
    public void close() {
        Arrays.fill(password, '\0');
    }

    @Override
    public String toString() {
        return "Credentials[...]";
    }

    private static int indexOfNul(byte[] message, int from) {
        int at = indexOf(message, from);
        if (at < 0) throw new IllegalArgumentException("fewer than three parts");
        return at;
    }

    private static int indexOf(byte[] message, int from) {
        for (int i = from; i < message.length; i++) if (message[i] == 0) return i;
        return -1;
    }

    private static CharBuffer text(byte[] octets, int from, int to) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8");
        }
    }

    private static char[] chars(CharBuffer text) {
        var chars = new char[text.remaining()];
        text.get(chars);
        if (text.hasArray()) Arrays.fill(text.array(), '\0');
        return chars;
    }
}
