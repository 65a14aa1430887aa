package org.wardpost.mail.message;

import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Charsets by the names that mail gives them. Java asks all its providers anew for each name that it does not know, a third of a
 * millisecond each time, and a message can name 50,000 of them.
 */
public final class Charsets {
    private static final Map<String, Charset> BY_NAME = byName();

    private Charsets() {}

    /** @return empty when there is none of that name */
    public static Optional<Charset> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, Charset> byName() {
        var all = new HashMap<String, Charset>();
        for (var charset : Charset.availableCharsets().values()) {
            all.put(charset.name().toLowerCase(Locale.ROOT), charset);
            for (var alias : charset.aliases()) all.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset);
        }
        return Map.copyOf(all);
    }
}
