package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Parses what a test has at hand. */
final class Parsed {
    private Parsed() {}

    static ParsedMessage message(byte[] bytes) {
        return inChunksOf(bytes.length + 1, bytes, IntakeLimits.STANDARD);
    }

    static ParsedMessage inChunksOf(int size, byte[] bytes, IntakeLimits limits) {
        var parser = new StructureParser(limits, IntakeMemory.unbounded().share());
        for (int from = 0; from < bytes.length; from += size) {
            parser.write(bytes, from, Math.min(size, bytes.length - from));
        }
        return parser.finish();
    }

    /** @param octets one octet a char */
    static MessageSummary summary(String octets) {
        return MessageSummary.of(message(octets.getBytes(ISO_8859_1)), IntakeLimits.STANDARD);
    }

    static MessageSummary summary(byte[] bytes) {
        return MessageSummary.of(message(bytes), IntakeLimits.STANDARD);
    }
}
