package org.wardpost.mail.search;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.function.Function;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.wardpost.mail.message.HeaderBlock;
import org.wardpost.mail.message.HeaderField;
import org.wardpost.mail.message.IntakeLimits;
import org.wardpost.mail.message.Part;
import org.wardpost.mail.message.PartText;

/** Looks for a text in the decoded texts of a message: every text part, and the headers of messages within. */
final class BodySearch {
    private final Folded wanted;
    private final Function<Part, InputStream> bodies;
    private final Function<Part, byte[]> headers;

    /**
     * @param bodies opens the octets of a part's body
     * @param headers reads the header of a message within
     */
    BodySearch(Folded wanted, Function<Part, InputStream> bodies, Function<Part, byte[]> headers) {
        this.wanted = wanted;
        this.bodies = bodies;
        this.headers = headers;
    }

    boolean finds(Part part) {
        if (part.message().isPresent()) {
            var root = part.message().get().root();
            return inHeader(headers.apply(root)) || finds(root);
        }
        if (part.isMultipart()) {
            return part.children().stream().anyMatch(this::finds);
        }
        return part.type().equals("text") && inText(part);
    }

    private boolean inHeader(byte[] block) {
        return HeaderBlock.parse(block, IntakeLimits.STANDARD.headerFields()).fields().stream()
                .anyMatch(this::inField);
    }

    boolean inField(HeaderField field) {
        return wanted.isIn(field.name() + ": " + field.text());
    }

    private boolean inText(Part part) {
        try (var in = transferDecoded(part.encoding(), new BufferedInputStream(bodies.apply(part)));
                var reader = new InputStreamReader(in, PartText.charset(part))) {
            return wanted.isIn(reader);
        } catch (IOException malformed) {
            return false; // as far as it could be decoded, it was not there
        }
    }

    private static InputStream transferDecoded(String encoding, InputStream in) {
        return switch (encoding) {
            case "base64" -> new Base64InputStream(in, DecodeMonitor.SILENT);
            case "quoted-printable" -> new QuotedPrintableInputStream(in, DecodeMonitor.SILENT);
            default -> in;
        };
    }
}
