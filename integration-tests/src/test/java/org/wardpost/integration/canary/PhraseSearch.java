package org.wardpost.integration.canary;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds many byte strings in one pass over a buffer: a bitmap of the strings' first four octets decides where to look closer. */
final class PhraseSearch {
    private record Named(String name, byte[] bytes) {}

    private final Map<Integer, List<Named>> byPrefix = new HashMap<>();
    private final long[] bitmap = new long[1 << 14];

    PhraseSearch(Map<String, byte[]> spellings) {
        spellings.forEach((name, bytes) -> {
            int prefix = prefix(bytes, 0);
            byPrefix.computeIfAbsent(prefix, p -> new ArrayList<>()).add(new Named(name, bytes));
            bitmap[slot(prefix) >>> 6] |= 1L << slot(prefix);
        });
    }

    /** The names of all strings that occur in the first {@code length} octets. */
    Set<String> in(byte[] buffer, int length) {
        var found = new TreeSet<String>();
        for (int i = 0; i + 4 <= length; i++) {
            int prefix = prefix(buffer, i);
            int slot = slot(prefix);
            if ((bitmap[slot >>> 6] & 1L << slot) == 0) continue;
            for (var candidate : byPrefix.getOrDefault(prefix, List.of())) {
                if (matches(candidate.bytes(), buffer, i, length)) found.add(candidate.name());
            }
        }
        return found;
    }

    private static boolean matches(byte[] wanted, byte[] buffer, int at, int length) {
        if (at + wanted.length > length) return false;
        for (int i = 4; i < wanted.length; i++) {
            if (buffer[at + i] != wanted[i]) return false;
        }
        return true;
    }

    private static int prefix(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xff) << 16 | (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
    }

    private static int slot(int prefix) {
        return (prefix * 0x9E3779B1) >>> 12;
    }
}
