package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.message.ThreadLinks;
import org.wardpost.vault.TamperedException;

/**
 * What is kept, sealed, beside every message, so that listing a mailbox neither opens nor parses a body: the whole header block, the
 * structure with octet offsets, a preview, and ENVELOPE and BODYSTRUCTURE as they are sent. Immutable; made once, at intake.
 *
 * <p>Encoding, version 1: the octet 0x01; exact size (LEB128, as all numbers); 0x00, or 0x01 and the sent date in seconds since 1970
 * (ZigZag); then five blobs, each preceded by its length: header block, ENVELOPE, BODYSTRUCTURE, preview (UTF-8), structure ({@link
 * PartCodec}); at the end there may be a sixth, {@link #givenProperties}. A reader refuses other versions.
 */
public final class MessageSummary {
    private static final int VERSION = 1;

    private final byte[] encoded;
    private final long size;
    private final @Nullable Instant sentDate;
    private final ByteReader.Range header;
    private final ByteReader.Range envelope;
    private final ByteReader.Range bodyStructure;
    private final ByteReader.Range preview;
    private final ByteReader.Range structure;
    private final ByteReader.Range givenProperties;

    private @Nullable HeaderBlock fields;
    private @Nullable Part root;

    private MessageSummary(byte[] encoded) {
        this.encoded = encoded;
        var in = new ByteReader(encoded, 0, encoded.length);
        int version = in.octet();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "Summary version " + version + " is not known; this Wardpost reads " + VERSION);
        }
        size = in.number();
        sentDate = in.octet() == 1 ? Instant.ofEpochSecond(in.signed()) : null;
        header = in.range();
        envelope = in.range();
        bodyStructure = in.range();
        preview = in.range();
        structure = in.range();
        givenProperties = in.atEnd() ? new ByteReader.Range(0, 0) : in.range();
    }

    static MessageSummary of(ParsedMessage message, IntakeLimits limits) {
        var header = HeaderBlock.parse(message.headerBlock(), limits.headerFields());
        var out = new ByteWriter().octet(VERSION).number(message.size());
        var sent = SentDate.of(header);
        out.octet(sent.isPresent() ? 1 : 0);
        sent.ifPresent(date -> out.signed(date.getEpochSecond()));
        out.blob(message.headerBlock()).blob(ImapEnvelope.of(header)).blob(ImapStructure.of(message.root(), true));
        var parts = new ByteWriter();
        PartCodec.write(parts, message.root(), 0);
        return new MessageSummary(out.blob(message.preview().getBytes(UTF_8))
                .blob(parts.toBytes())
                .toBytes());
    }

    /**
     * @throws TamperedException if there are none: every message is stored with its summary, so that of this one was taken away
     * @throws IllegalArgumentException if these are not the octets of {@link #encode}
     */
    public static MessageSummary decode(byte[] encoded) {
        if (encoded.length == 0) {
            throw new TamperedException("The summary of a message is missing");
        }
        return new MessageSummary(encoded);
    }

    public byte[] encode() {
        return encoded.clone();
    }

    /** The same with octets that mean nothing here: what James's message mapper was told of a message and has to tell again. */
    public MessageSummary withGivenProperties(byte[] properties) {
        var out = new ByteWriter().blob(properties).toBytes();
        var all = Arrays.copyOf(encoded, structure.to() + out.length);
        System.arraycopy(out, 0, all, structure.to(), out.length);
        return new MessageSummary(all);
    }

    /** Empty for every message that came in by a protocol. */
    public byte[] givenProperties() {
        return givenProperties.of(encoded);
    }

    /** Exact octets of the message. */
    public long size() {
        return size;
    }

    /** The header block as it came, with the blank line that ends it. */
    public byte[] headerBlock() {
        return header.of(encoded);
    }

    /** Whether {@link #headerBlock} is all of it; beyond {@link IntakeLimits#headerBytes} the rest lies only in the message. */
    public boolean hasWholeHeader() {
        return header.to() - header.from() == root().bodyStart();
    }

    /** The fields of the header block. */
    public HeaderBlock header() {
        var known = fields;
        if (known == null) {
            known = HeaderBlock.parse(headerBlock(), IntakeLimits.STANDARD.headerFields());
            fields = known; // racing threads make the same value
        }
        return known;
    }

    public Part root() {
        var known = root;
        if (known == null) {
            known = PartCodec.read(new ByteReader(encoded, structure.from(), structure.to()), 0);
            root = known;
        }
        return known;
    }

    /** The first readable text on one line, at most 200 characters; empty if there is none. */
    public String preview() {
        return new String(Arrays.copyOfRange(encoded, preview.from(), preview.to()), UTF_8);
    }

    /** The value of ENVELOPE in a FETCH response; may hold literals. */
    public byte[] imapEnvelope() {
        return envelope.of(encoded);
    }

    /** The value of BODYSTRUCTURE in a FETCH response; may hold literals. */
    public byte[] imapBodyStructure() {
        return bodyStructure.of(encoded);
    }

    /** The value of BODY (without section) in a FETCH response; may hold literals. */
    public byte[] imapBody() {
        return ImapStructure.of(root(), false);
    }

    /** What puts the message into a conversation. */
    public ThreadLinks links() {
        return ThreadHeaders.of(header());
    }

    /** The {@code Date} field, if it can be read. */
    public Optional<Instant> sentDate() {
        return Optional.ofNullable(sentDate);
    }
}
