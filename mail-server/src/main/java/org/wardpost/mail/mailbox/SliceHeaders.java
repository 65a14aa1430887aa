package org.wardpost.mail.mailbox;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import org.apache.james.mailbox.model.Header;
import org.apache.james.mailbox.model.Headers;
import org.reactivestreams.Publisher;
import org.wardpost.mail.message.HeaderBlock;
import org.wardpost.mail.message.HeaderField;
import org.wardpost.mail.message.IntakeLimits;
import org.wardpost.mail.message.Part;
import reactor.core.publisher.Mono;

/** The header of a part for James's own FETCH; the outermost one comes from the summary. Its field values are unfolded. */
final class SliceHeaders implements Headers {
    private final MessageParts parts;
    private final Part part;

    SliceHeaders(MessageParts parts, Part part) {
        this.parts = parts;
        this.part = part;
    }

    private byte[] block() {
        var summary = parts.summary();
        if (part.headerStart() == 0 && summary.hasWholeHeader()) {
            return summary.headerBlock();
        }
        return parts.slice(part.headerStart(), part.bodyStart()).read(0, IntakeLimits.STANDARD.headerBytes());
    }

    @Override
    public Iterator<Header> headers() {
        return HeaderBlock.parse(block(), IntakeLimits.STANDARD.headerFields()).fields().stream()
                .filter(field -> !field.name().isEmpty())
                .map(SliceHeaders::header)
                .iterator();
    }

    private static Header header(HeaderField field) {
        return new Header(field.name(), field.value());
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(block());
    }

    @Override
    public long size() {
        return part.bodyStart() - part.headerStart();
    }

    @Override
    public Publisher<ByteBuffer> reactiveBytes() {
        return Mono.fromCallable(() -> ByteBuffer.wrap(block()));
    }
}
