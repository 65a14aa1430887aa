package org.wardpost.app.settings;

import java.util.List;
import java.util.regex.Pattern;

/** Sizes in bytes as people write them: {@code 50MiB}. */
public final class Sizes {
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(B|KiB|MiB|GiB|TiB)");

    private Sizes() {}

    /** @throws IllegalArgumentException with a sentence, if it is none */
    public static long parse(String text) {
        var match = SIZE.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a whole number, or a size such as \"50MiB\"");
        }
        return Math.multiplyExact(Long.parseLong(match.group(1)), 1L << (10 * UNITS.indexOf(match.group(2))));
    }

    /** The largest unit that leaves a whole number. */
    public static String text(long bytes) {
        var unit = 0;
        var number = bytes;
        while (number != 0 && number % 1024 == 0 && unit < UNITS.size() - 1) {
            number /= 1024;
            unit++;
        }
        return number + UNITS.get(unit);
    }
}
