package org.wardpost.integration.canary;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;

/** One message that carries a phrase in every place a message has, in the encodings that real mail uses. */
final class CanaryMail {
    private CanaryMail() {}

    private static final int APART = 40_000;

    /** @param large octets of the second attachment: noise as of an X-ray, with a phrase every 40 kB */
    static byte[] of(Phrases phrases, int large) {
        var mime = Base64.getMimeEncoder(76, "\r\n".getBytes(StandardCharsets.US_ASCII));
        var text = """
                From: "%s" <%s@ward.example>
                To: "%s" <nurse@ward.example>
                Subject: %s
                Message-ID: <%s@ward.example>
                Date: Tue, 24 Nov 2026 08:00:00 +0000
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary="b1"

                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                Bed 4: %s
                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Bed 5: %s
                --b1
                Content-Type: text/html; charset=utf-8

                <p>Bed 6: <b>%s</b></p>
                --b1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64

                %s
                --b1
                Content-Type: application/pdf; name="%s.pdf"
                Content-Disposition: attachment; filename="%s.pdf"
                Content-Transfer-Encoding: base64

                %s
                --b1
                Content-Type: application/octet-stream
                Content-Disposition: attachment; filename="scan.bin"
                Content-Transfer-Encoding: base64

                %s
                --b1--
                """.replace("\n", "\r\n").formatted(
                phrases.word("from name"),
                phrases.word("from address"),
                phrases.word("to name"),
                phrases.word("subject"),
                phrases.word("message id"),
                phrases.foreign("plain body"),
                quotedPrintable(phrases.foreign("quoted-printable body")),
                phrases.foreign("HTML body"),
                mime.encodeToString(utf8("Bed 7: " + phrases.foreign("base64 body"))),
                phrases.word("attachment name"),
                phrases.word("attachment name"),
                mime.encodeToString(utf8("x" + phrases.word("attachment"))),
                mime.encodeToString(scan(utf8(phrases.word("large attachment")), large)));
        return utf8(text);
    }

    /** Its octets differ, so that nothing on its way finds the phrase by compressing, or loses it by sampling the beginning. */
    private static byte[] scan(byte[] phrase, int size) {
        var octets = new byte[size];
        new SplittableRandom(size).nextBytes(octets);
        for (int at = 0; at + phrase.length <= size; at += APART)
            System.arraycopy(phrase, 0, octets, at, phrase.length);
        return octets;
    }

    /** A short message with one phrase as its body. */
    static byte[] small(String from, String to, String phrase) {
        return utf8("From: %s\r\nTo: %s\r\nSubject: %s\r\nDate: Tue, 24 Nov 2026 08:00:00 +0000\r\n\r\n%s\r\n"
                .formatted(from, to, phrase, phrase));
    }

    private static String quotedPrintable(String text) {
        var encoded = new StringBuilder();
        for (byte b : utf8(text)) {
            if (b > 32 && b < 127 && b != '=') encoded.append((char) b);
            else encoded.append("=%02X".formatted(b & 0xff));
        }
        return encoded.toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
