package org.wardpost.app.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes MIME entities (RFC 2045, 2047, 2183) with CRLF, in whatever charset and encoding a ward's many programs use. */
final class MimeWriter {
    private static final String HEX = "0123456789ABCDEF";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A header field; text beyond ASCII becomes encoded words (RFC 2047 §2). */
    MimeWriter header(String name, String value) {
        return line(name + ": " + (isAscii(value) ? value : encodedWords(value)));
    }

    /** A field whose value is syntax, written as it is. */
    MimeWriter raw(String name, String value) {
        return line(name + ": " + value);
    }

    MimeWriter line(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        out.write('\r');
        out.write('\n');
        return this;
    }

    MimeWriter bytes(byte[] octets) {
        out.writeBytes(octets);
        return this;
    }

    /** The fields of a text part, an empty line, and the text. */
    MimeWriter text(String subtype, String text, Charset charset, String encoding) {
        raw("Content-Type", "text/" + subtype + "; charset=" + charset.name().toLowerCase(java.util.Locale.ROOT));
        raw("Content-Transfer-Encoding", encoding);
        line("");
        var octets = text.replace("\n", "\r\n").getBytes(charset);
        return switch (encoding) {
            case "base64" -> base64(octets);
            case "quoted-printable" -> quotedPrintable(octets);
            default -> bytes(octets);
        };
    }

    MimeWriter base64(byte[] octets) {
        bytes(Base64.getMimeEncoder().encode(octets));
        return line("");
    }

    /** RFC 2045 §6.7: soft breaks before column 76, spaces at the end of a line escaped. */
    private MimeWriter quotedPrintable(byte[] octets) {
        var column = 0;
        for (var i = 0; i < octets.length; i++) {
            var octet = octets[i] & 0xff;
            if (octet == '\r' && i + 1 < octets.length && octets[i + 1] == '\n') {
                line("");
                column = 0;
                i++;
                continue;
            }
            var endsLine = i + 1 == octets.length || octets[i + 1] == '\r';
            var plain = (octet >= 33 && octet <= 126 && octet != '=') || (octet == ' ' && !endsLine);
            if (column + (plain ? 1 : 3) > 75) {
                line("=");
                column = 0;
            }
            if (plain) {
                out.write(octet);
                column++;
            } else {
                out.write('=');
                out.write(HEX.charAt(octet >> 4));
                out.write(HEX.charAt(octet & 15));
                column += 3;
            }
        }
        return this;
    }

    private static String encodedWords(String text) {
        var words = new StringBuilder();
        for (var at = 0; at < text.length(); ) {
            var end =
                    Math.min(text.length(), at + 14); // 14 UTF-16 units are at most 42 octets: the word stays under 75
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end++;
            }
            var octets = text.substring(at, end).getBytes(StandardCharsets.UTF_8);
            words.append(words.isEmpty() ? "" : "\r\n ")
                    .append("=?UTF-8?B?")
                    .append(Base64.getEncoder().encodeToString(octets))
                    .append("?=");
            at = end;
        }
        return words.toString();
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    byte[] done() {
        return out.toByteArray();
    }
}
