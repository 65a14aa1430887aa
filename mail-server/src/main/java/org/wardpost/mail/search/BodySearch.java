package org.wardpost.mail.search;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    /** Opens a range of the message's octets. */
    interface Bodies {
        InputStream open(long from, long to);
    }

    private final Folded wanted;
    private final Bodies bodies;
    private final Function<Part, byte[]> headers;
    private final boolean alsoHeaders;

    /**
     * @param bodies opens the octets of bodies
     * @param headers reads the header of a part or of a message within
     * @param alsoHeaders TEXT looks at them, those of parts too, BODY at no header field whatever (RFC 9051 §6.4.4)
     */
    BodySearch(Folded wanted, Bodies bodies, Function<Part, byte[]> headers, boolean alsoHeaders) {
        this.wanted = wanted;
        this.bodies = bodies;
        this.headers = headers;
        this.alsoHeaders = alsoHeaders;
    }

    boolean finds(Part part) {
        if (part.message().isPresent()) {
            var root = part.message().get().root();
            return alsoHeaders && inHeader(headers.apply(root)) || finds(root);
        }
        if (part.isMultipart()) {
            return inPreamble(part) || part.children().stream().anyMatch(child -> inHeaderOf(child) || finds(child));
        }
        return isText(part) && inText(part);
    }

    /** A delivery report is for people to read as well: message/delivery-status and its like (RFC 3464 §2). */
    private static boolean isText(Part part) {
        return part.type().equals("text") || part.type().equals("message");
    }

    /** Above all the name of an attachment, as it stands and as people read it. */
    private boolean inHeaderOf(Part part) {
        return alsoHeaders
                && (inHeader(headers.apply(part))
                        || part.fileName().filter(wanted::isIn).isPresent());
    }

    /** What stands before the first part is text that readers without MIME see (RFC 2046 §5.1.1). */
    private boolean inPreamble(Part multipart) {
        long end = multipart.children().isEmpty()
                ? multipart.end()
                : multipart.children().getFirst().headerStart();
        try (var reader = new InputStreamReader(bodies.open(multipart.bodyStart(), end), UTF_8)) {
            return wanted.isIn(reader);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean inHeader(byte[] block) {
        return HeaderBlock.parse(block, IntakeLimits.STANDARD.headerFields()).fields().stream()
                .anyMatch(this::inField);
    }

    boolean inField(HeaderField field) {
        return wanted.isIn(field.name() + ": " + field.text());
    }

    private boolean inText(Part part) {
        try (var in = transferDecoded(
                        part.encoding(), new BufferedInputStream(bodies.open(part.bodyStart(), part.end())));
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
