package org.wardpost.store.sql;

import java.util.regex.Pattern;

/**
 * The text of a statement. Databases log and cache it, so no value is ever in it: values are parameters of sealed types.
 *
 * @param text with {@code ?} for each value; quoted only names of sequences, and no number above 999
 */
public record Sql(String text) {
    private static final Pattern VALUE = Pattern.compile("'(?![a-z_]+')[^']*'|\\b\\d{4,}\\b|[xX]'");

    /** @throws IllegalArgumentException if something in it looks like a value */
    public Sql {
        if (VALUE.matcher(text.replaceAll("'[a-z_]+'", "")).find()) {
            throw new IllegalArgumentException("a statement holds a value");
        }
    }
}
