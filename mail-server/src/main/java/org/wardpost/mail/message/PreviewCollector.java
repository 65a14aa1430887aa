package org.wardpost.mail.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.jspecify.annotations.Nullable;

/** Keeps the beginning of the first readable text of a message: plain if there is any, or else HTML. */
final class PreviewCollector {
    private static final int RAW_LIMIT = 8 << 10;

    private @Nullable ByteArrayOutputStream raw;
    private long start;
    private String plain = "";
    private String html = "";

    void startPart(EntityHeader header, long bodyStart) {
        boolean wanted = header.type().equals("text") && plain.isEmpty() && !attached(header);
        if (wanted && (header.subtype().equals("plain") || header.subtype().equals("html") && html.isEmpty())) {
            raw = new ByteArrayOutputStream();
            start = bodyStart;
        }
    }

    private static boolean attached(EntityHeader header) {
        return header.disposition()
                .map(Disposition::type)
                .filter("attachment"::equals)
                .isPresent();
    }

    void body(byte[] bytes, int from, int until) {
        if (raw != null) {
            int length = Math.min(until - from, RAW_LIMIT - raw.size());
            if (length > 0) {
                raw.write(bytes, from, length);
            }
        }
    }

    /** Ends the part that is being kept, if it is this one; octets that came after its end were a boundary. */
    void endPart(Part part) {
        if (raw == null || part.bodyStart() != start || part.message().isPresent()) {
            return;
        }
        var bytes = raw.toByteArray();
        raw = null;
        var body = Arrays.copyOf(bytes, (int) Math.min(bytes.length, part.bodySize()));
        var text = decoded(part, body);
        if (part.subtype().equals("html")) {
            html = PreviewText.ofHtml(text);
        } else {
            plain = PreviewText.of(text);
        }
    }

    String text() {
        return plain.isEmpty() ? html : plain;
    }

    private static String decoded(Part part, byte[] body) {
        var charset = Octets.charset(part.charset().orElse("utf-8"));
        return new String(transferDecoded(part.encoding(), body), charset);
    }

    private static byte[] transferDecoded(String encoding, byte[] body) {
        var in = new ByteArrayInputStream(body);
        return switch (encoding) {
            case "base64" -> readable(new Base64InputStream(in, DecodeMonitor.SILENT));
            case "quoted-printable" -> readable(new QuotedPrintableInputStream(in, DecodeMonitor.SILENT));
            default -> body;
        };
    }

    private static byte[] readable(InputStream decoding) {
        var out = new ByteArrayOutputStream();
        try (decoding) {
            decoding.transferTo(out);
        } catch (IOException cutOrMalformed) {
            // what could be decoded until here is preview enough
        }
        return out.toByteArray();
    }
}
