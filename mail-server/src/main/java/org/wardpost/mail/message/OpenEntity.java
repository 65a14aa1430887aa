package org.wardpost.mail.message;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An entity whose end has not come yet. */
final class OpenEntity {
    final long headerStart;
    final boolean inDigest;
    /** Whether it may have parts of its own; beyond a limit it may not. */
    final boolean opaque;

    final List<Part> children = new ArrayList<>();

    @Nullable
    ByteArrayOutputStream headerBytes = new ByteArrayOutputStream(512);
    /** Octets of {@code headerBytes} that are whole lines of the header; what follows may turn out a boundary. */
    int headerLength;

    @Nullable
    EntityHeader header;

    @Nullable
    EmbeddedMessage message;
    /** The delimiter {@code --boundary} while it is looked for. */
    byte @Nullable [] delimiter;
    /** Set on the root of a message: its ENVELOPE. */
    byte @Nullable [] envelope;

    long bodyStart = -1;
    long lineEndsBefore;

    OpenEntity(long headerStart, boolean inDigest, boolean opaque) {
        this.headerStart = headerStart;
        this.inDigest = inDigest;
        this.opaque = opaque;
    }

    boolean inHeader() {
        return header == null;
    }

    /** The line that came last belongs to the header. */
    void keepLine() {
        headerLength = requireNonNull(headerBytes).size();
    }

    byte[] takeHeader() {
        var bytes = Arrays.copyOf(requireNonNull(headerBytes).toByteArray(), headerLength);
        headerBytes = null;
        return bytes;
    }

    long endOfWhatIsWithin() {
        if (message != null) {
            return message.root().end();
        }
        return children.isEmpty() ? -1 : children.getLast().end();
    }

    Part close(EntityHeader said, long end, long lines) {
        return new Part(
                said.type(),
                said.subtype(),
                said.parameters(),
                said.disposition(),
                said.id(),
                said.description(),
                said.md5(),
                said.languages(),
                said.location(),
                said.encoding(),
                headerStart,
                bodyStart,
                end,
                lines,
                List.copyOf(children),
                Optional.ofNullable(message));
    }
}
