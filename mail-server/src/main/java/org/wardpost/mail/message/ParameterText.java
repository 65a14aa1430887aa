package org.wardpost.mail.message;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A parameter as people read it: RFC 2231 continuations joined and decoded, RFC 2047 words (which ought not to be there) as well. mime4j's
 * mapping joins pieces in the order in which they stand and turns plus signs into spaces, so it is not used.
 */
final class ParameterText {
    private static final int MOST_PIECES = 1_000;

    private ParameterText() {}

    static Optional<String> of(List<Parameter> parameters, String name) {
        return value(parameters, name + "*")
                .map(v -> decoded(v, true))
                .or(() -> continued(parameters, name))
                .or(() -> value(parameters, name).map(ParameterText::plain));
    }

    private static Optional<String> value(List<Parameter> parameters, String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    private static String plain(String value) {
        return EncodedWords.decoded(Octets.text(value));
    }

    /** RFC 2231 §3: {@code name*0}, {@code name*1*}, ... in the order of their numbers, ending at the first that is missing. */
    private static Optional<String> continued(List<Parameter> parameters, String name) {
        var pieces = new TreeMap<Integer, Parameter>();
        for (var parameter : parameters) {
            if (parameter.name().startsWith(name + "*")) {
                number(parameter.name().substring(name.length() + 1)).ifPresent(n -> pieces.putIfAbsent(n, parameter));
            }
        }
        var joined = new StringBuilder();
        boolean extended = false;
        for (int i = 0; pieces.containsKey(i); i++) {
            var piece = pieces.get(i);
            boolean encoded = piece.name().endsWith("*");
            extended |= encoded;
            joined.append(encoded ? piece.value() : piece.value().replace("%", "%25"));
        }
        return pieces.containsKey(0) ? Optional.of(decoded(joined.toString(), extended)) : Optional.empty();
    }

    private static Optional<Integer> number(String section) {
        var digits = section.endsWith("*") ? section.substring(0, section.length() - 1) : section;
        boolean numeric =
                !digits.isEmpty() && digits.length() < 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return numeric ? Optional.of(Integer.parseInt(digits)).filter(n -> n < MOST_PIECES) : Optional.empty();
    }

    /** RFC 2231 §4: {@code charset'language'percent-encoded}. */
    private static String decoded(String value, boolean extended) {
        int charsetEnd = extended ? value.indexOf('\'') : -1;
        int languageEnd = charsetEnd < 0 ? -1 : value.indexOf('\'', charsetEnd + 1);
        if (languageEnd < 0) {
            var bytes = unescaped(value);
            return plain(Octets.string(bytes, 0, bytes.length));
        }
        var charset = charsetEnd == 0 ? "utf-8" : value.substring(0, charsetEnd);
        return new String(unescaped(value.substring(languageEnd + 1)), Octets.charset(charset));
    }

    private static byte[] unescaped(String value) {
        var out = new ByteArrayOutputStream(value.length());
        for (int i = 0; i < value.length(); i++) {
            int high = value.charAt(i) == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(value.charAt(i + 2), 16);
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(value.charAt(i));
            }
        }
        return out.toByteArray();
    }
}
