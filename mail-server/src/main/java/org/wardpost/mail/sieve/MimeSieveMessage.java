package org.wardpost.mail.sieve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.message.Charsets;
import org.wardpost.mail.message.EncodedWords;

/** A message as a script sees it: the header at once, the body read only when a test asks for it. */
public final class MimeSieveMessage implements SieveMessage {
    private static final int BODY_LIMIT = 2 * 1024 * 1024; // of text looked at in one message
    private static final int PART_LIMIT = 500;

    private final Map<String, List<String>> fields = new HashMap<>();
    private final long size;
    private final Supplier<InputStream> content;
    private @Nullable String rawBody; // read once, however many tests ask
    private @Nullable List<Part> parts;

    /**
     * @param headerBlock the header with its line ends
     * @param size octets of the whole message
     * @param content opens the whole message; called only by body tests
     */
    public MimeSieveMessage(byte[] headerBlock, long size, Supplier<InputStream> content) {
        this.size = size;
        this.content = content;
        var text = new String(headerBlock, StandardCharsets.UTF_8).replaceAll("\\r?\\n[ \\t]+", " ");
        for (var line : text.split("\\r?\\n")) {
            int colon = line.indexOf(':');
            if (colon < 1) continue;
            fields.computeIfAbsent(line.substring(0, colon).strip().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
                    .add(EncodedWords.decoded(line.substring(colon + 1).strip()));
        }
    }

    @Override
    public List<String> header(String name) {
        return fields.getOrDefault(name.strip().toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public String rawBody() {
        var known = rawBody;
        if (known == null) {
            known = readRawBody();
            rawBody = known;
        }
        return known;
    }

    private String readRawBody() {
        try (var in = content.get()) {
            var text = new String(in.readNBytes(BODY_LIMIT), StandardCharsets.ISO_8859_1);
            int end = text.startsWith("\r\n") ? 0 : text.indexOf("\r\n\r\n");
            return end < 0 ? "" : text.substring(text.startsWith("\r\n") ? 2 : end + 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Part> parts() {
        var known = parts;
        if (known == null) {
            known = readParts();
            parts = known;
        }
        return known;
    }

    private List<Part> readParts() {
        var parts = new ArrayList<Part>();
        var stream = new MimeTokenStream(MimeConfig.custom()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(-1)
                .setMaxHeaderCount(-1)
                .build());
        int left = BODY_LIMIT;
        var headers = new EmbeddedHeaders();
        try (var in = content.get()) {
            stream.parse(in);
            for (var state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                if (left <= 0 || parts.size() >= PART_LIMIT) break;
                var part = switch (state) {
                    case T_BODY, T_PREAMBLE, T_EPILOGUE -> Optional.of(part(stream, left));
                    default -> headers.part(state, stream, left);
                };
                left -= part.map(read -> read.text().length()).orElse(0);
                part.ifPresent(parts::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MimeException broken) {
            return parts; // what could be read up to there
        }
        return parts;
    }

    /** Headers of messages in the message: of body parts they are not searched. */
    private static final class EmbeddedHeaders {
        private final StringBuilder text = new StringBuilder();
        private int messages;
        private boolean reading;

        /** The header's part at its end. */
        Optional<Part> part(EntityState state, MimeTokenStream stream, int limit) {
            switch (state) {
                case T_START_MESSAGE -> {
                    reading = messages++ > 0;
                    text.setLength(0);
                }
                case T_START_BODYPART -> reading = false;
                case T_FIELD -> {
                    if (reading && text.length() < limit)
                        text.append(raw(stream)).append("\r\n");
                }
                case T_END_HEADER -> {
                    if (reading) return Optional.of(new Part("message/rfc822", text.toString()));
                }
                default -> {}
            }
            return Optional.empty();
        }

        private static String raw(MimeTokenStream stream) {
            var field = stream.getField().getRaw();
            return new String(field.toByteArray(), 0, field.length(), StandardCharsets.UTF_8);
        }
    }

    private static Part part(MimeTokenStream stream, int limit) throws IOException {
        var descriptor = stream.getBodyDescriptor();
        var charset = Optional.ofNullable(descriptor.getCharset()).flatMap(Charsets::named);
        byte[] octets = stream.getDecodedInputStream().readNBytes(limit);
        return new Part(
                descriptor.getMimeType().toLowerCase(Locale.ROOT),
                new String(octets, charset.orElse(StandardCharsets.UTF_8)));
    }
}
