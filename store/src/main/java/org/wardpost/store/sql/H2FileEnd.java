package org.wardpost.store.sql;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Whether a closed H2 file is there to its end, by what H2's format has for that: a header that says {@code clean}, the newest chunk that
 * it names with its footer, and a footer as the file's last octets. It says nothing of what lies in the chunks.
 */
public final class H2FileEnd {
    private static final int BLOCK = 4096;
    private static final int FOOTER = 128;

    private H2FileEnd() {}

    /** False for a copy that was cut off anywhere but exactly between two chunks. */
    public static boolean isWhole(Path file) throws IOException {
        try (var data = new RandomAccessFile(file.toFile(), "r")) {
            long length = data.length();
            if (length < 3 * BLOCK || length % BLOCK != 0) {
                return false;
            }
            var header = text(data, 0, BLOCK);
            var block = hex(header, "block");
            var chunk = hex(header, "chunk");
            if (!header.contains("clean:1") || block.isEmpty() || chunk.isEmpty()) {
                return false;
            }
            long start = block.getAsLong() * BLOCK;
            var blocks = start < length ? hex(text(data, start, FOOTER), "len") : OptionalLong.empty();
            long end = start + blocks.orElse(0) * BLOCK;
            return blocks.isPresent()
                    && end <= length
                    && hex(text(data, end - FOOTER, FOOTER), "chunk").equals(chunk)
                    && hex(text(data, length - FOOTER, FOOTER), "chunk").isPresent();
        }
    }

    private static String text(RandomAccessFile data, long at, int length) throws IOException {
        var bytes = new byte[length];
        data.seek(at);
        data.readFully(bytes, 0, (int) Math.min(length, data.length() - at));
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static OptionalLong hex(String text, String key) {
        var found = Pattern.compile("(?:^|,)" + key + ":([0-9a-f]{1,12})[,\\s]").matcher(text);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1), 16)) : OptionalLong.empty();
    }
}
