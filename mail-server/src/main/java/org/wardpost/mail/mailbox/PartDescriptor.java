package org.wardpost.mail.mailbox;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.james.mailbox.model.Header;
import org.apache.james.mailbox.model.MimeDescriptor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.wardpost.mail.message.Disposition;
import org.wardpost.mail.message.Part;

/** A part as James's own BODYSTRUCTURE encoder wants it; ours sends stored bytes instead. */
final class PartDescriptor implements MimeDescriptor {
    private final MessageParts parts;
    private final Part part;
    private final SliceHeaders headers;

    PartDescriptor(MessageParts parts, Part part) {
        this.parts = parts;
        this.part = part;
        this.headers = new SliceHeaders(parts, part);
    }

    @Override
    public String getMimeType() {
        return part.type();
    }

    @Override
    public String getMimeSubType() {
        return part.subtype();
    }

    @Override
    public @Nullable String getContentID() {
        return part.id().orElse(null);
    }

    @Override
    public @Nullable String getContentDescription() {
        return part.description().orElse(null);
    }

    @Override
    public @Nullable String getContentLocation() {
        return part.location().orElse(null);
    }

    @Override
    public @Nullable String getContentMD5() {
        return part.md5().orElse(null);
    }

    @Override
    public String getTransferContentEncoding() {
        return part.encoding();
    }

    @Override
    public List<String> getLanguages() {
        return part.languages();
    }

    @Override
    public @Nullable String getDisposition() {
        return part.disposition().map(Disposition::type).orElse(null);
    }

    @Override
    public Map<String, String> getDispositionParams() {
        return part.disposition()
                .map(d -> PartProperties.map(d.parameters()))
                .map(TreeMap::new)
                .orElseGet(TreeMap::new);
    }

    @Override
    public Map<String, String> contentTypeParameters() {
        var parameters = new TreeMap<>(PartProperties.map(part.parameters()));
        if (part.type().equals("text")) {
            parameters.putIfAbsent("charset", "US-ASCII");
        }
        return parameters;
    }

    @Override
    public long getLines() {
        return part.type().equals("text") || part.message().isPresent() ? part.lines() : -1;
    }

    @Override
    public long getBodyOctets() {
        return part.bodySize();
    }

    @Override
    public Iterator<MimeDescriptor> parts() {
        return part.children().stream()
                .<MimeDescriptor>map(child -> new PartDescriptor(parts, child))
                .iterator();
    }

    @Override
    public @Nullable MimeDescriptor embeddedMessage() {
        return part.message().map(m -> new PartDescriptor(parts, m.root())).orElse(null);
    }

    @Override
    public Iterator<Header> headers() {
        return headers.headers();
    }

    @Override
    public InputStream getInputStream() {
        return headers.getInputStream();
    }

    @Override
    public long size() {
        return headers.size();
    }

    @Override
    public Publisher<ByteBuffer> reactiveBytes() {
        return headers.reactiveBytes();
    }
}
