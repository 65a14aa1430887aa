package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Optional;

/** Strings that hold one octet a char, so that header text passes through unharmed whatever its charset. */
final class Octets {
    private Octets() {}

    static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, ISO_8859_1);
    }

    static byte[] bytes(String octets) {
        return octets.getBytes(ISO_8859_1);
    }

    /** Raw octets of a header as text: UTF-8 (RFC 6532), or Latin-1 where they are not. */
    static String text(String octets) {
        for (int i = 0; i < octets.length(); i++) {
            if (octets.charAt(i) > 127) {
                return utf8(bytes(octets)).orElse(octets);
            }
        }
        return octets;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            var decoder = UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
            return Optional.of(decoder.decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** A charset by the name that mail gives it; unknown ones are read as UTF-8, which says least wrongly what they are. */
    static Charset charset(String name) {
        return Charsets.named(name).orElse(UTF_8);
    }
}
