package org.wardpost.mail.sieve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Modifiers of {@code set} (RFC 5229 §4.1), in the order in which they are applied: by falling precedence. */
enum VariableModifier {
    LOWER(40),
    UPPER(40),
    LOWERFIRST(30),
    UPPERFIRST(30),
    QUOTEWILDCARD(20),
    LENGTH(10);

    private final int precedence;

    VariableModifier(int precedence) {
        this.precedence = precedence;
    }

    static List<VariableModifier> taken(Arguments arguments) throws SieveSyntaxException {
        var taken = new ArrayList<VariableModifier>();
        for (var modifier : values()) {
            if (!arguments.tag(modifier.name().toLowerCase(Locale.ROOT))) continue;
            if (taken.stream().anyMatch(other -> other.precedence == modifier.precedence))
                throw arguments.error("two modifiers of the same precedence"); // §4.1
            taken.add(modifier);
        }
        taken.sort(Comparator.comparingInt((VariableModifier modifier) -> modifier.precedence)
                .reversed());
        return taken;
    }

    String apply(String value) {
        return switch (this) {
            case LOWER -> value.toLowerCase(Locale.ROOT);
            case UPPER -> value.toUpperCase(Locale.ROOT);
            case LOWERFIRST -> first(value).toLowerCase(Locale.ROOT) + rest(value);
            case UPPERFIRST -> first(value).toUpperCase(Locale.ROOT) + rest(value);
            case QUOTEWILDCARD -> value.replaceAll("[*?\\\\]", "\\\\$0");
            case LENGTH -> Integer.toString(value.codePointCount(0, value.length()));
        };
    }

    private static String first(String value) {
        return value.isEmpty() ? "" : value.substring(0, value.offsetByCodePoints(0, 1));
    }

    private static String rest(String value) {
        return value.isEmpty() ? "" : value.substring(value.offsetByCodePoints(0, 1));
    }
}
