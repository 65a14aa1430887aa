package org.wardpost.mail.sieve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A string of a script: constant, or with {@code ${variable}} references (RFC 5229 §3). Encoded characters (RFC 5228
 * §2.4.2.4) are replaced when the script is read.
 */
final class Text {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*|[0-9]+)\\}");
    // No repeated groups: Java's matcher recurses for each turn, and a script of 256 KB has many.
    private static final Pattern NAMESPACE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*\\.[A-Za-z0-9_.]*)\\}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9]+");
    private static final Pattern HEX = Pattern.compile("\\$\\{hex:([0-9a-f\\s]+)\\}", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNICODE = Pattern.compile("\\$\\{unicode:([0-9a-f\\s]+)\\}", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 1 << 20; // with its variables

    private final String raw;
    private final boolean variable;

    private Text(String raw, boolean variable) {
        this.raw = raw;
        this.variable = variable;
    }

    static Text of(String string, Set<SieveExtension> required, int line) throws SieveSyntaxException {
        var text = required.contains(SieveExtension.ENCODED_CHARACTER) ? decoded(string, line) : string;
        boolean variables = required.contains(SieveExtension.VARIABLES) && text.contains("${");
        if (variables && namesNamespace(text)) // RFC 5229 §3: a namespace nobody required
        throw new SieveSyntaxException(line, "a variable names a namespace that is not required");
        return new Text(text, variables && REFERENCE.matcher(text).find());
    }

    static List<Text> all(List<String> strings, Set<SieveExtension> required, int line) throws SieveSyntaxException {
        var texts = new ArrayList<Text>();
        for (var string : strings) texts.add(of(string, required, line));
        return texts;
    }

    boolean constant() {
        return !variable;
    }

    String raw() {
        return raw;
    }

    String in(SieveRun run) {
        if (!variable) return raw;
        var found = REFERENCE.matcher(raw);
        var out = new StringBuilder();
        int from = 0;
        while (found.find()) {
            out.append(raw, from, found.start()).append(run.variable(found.group(1)));
            from = found.end();
            if (out.length() > LONGEST) throw new SieveRuntimeException("a string gets too long by its variables");
        }
        run.spend(out.length());
        return out.append(raw, from, raw.length()).toString();
    }

    private static boolean namesNamespace(String text) {
        var found = NAMESPACE.matcher(text);
        while (found.find())
            if (Arrays.stream(found.group(1).split("\\.", -1))
                    .allMatch(name -> NAME.matcher(name).matches())) return true;
        return false;
    }

    private static String decoded(String string, int line) throws SieveSyntaxException {
        if (!string.contains("${")) return string;
        var text = replaced(HEX, string, found -> hex(found).orElseGet(found::group));
        var unicode = UNICODE.matcher(text);
        while (unicode.find()) {
            for (var code : codes(unicode, 6)) {
                int point = Integer.parseInt(code, 16);
                if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
                    throw new SieveSyntaxException(line, "no such Unicode character");
            }
        }
        return replaced(UNICODE, text, found -> {
            var codes = codes(found, 6);
            if (codes.isEmpty()) return found.group();
            var out = new StringBuilder();
            for (var code : codes) out.appendCodePoint(Integer.parseInt(code, 16));
            return out.toString();
        });
    }

    private static Optional<String> hex(Matcher found) {
        var codes = codes(found, 2);
        if (codes.isEmpty()) return Optional.empty();
        var octets = new byte[codes.size()];
        for (int i = 0; i < octets.length; i++) octets[i] = (byte) Integer.parseInt(codes.get(i), 16);
        return Optional.of(new String(octets, StandardCharsets.UTF_8));
    }

    /** The numbers, or none when one has too many digits: then it is text like any other (RFC 5228 §2.4.2.4). */
    private static List<String> codes(Matcher found, int digits) {
        var codes = List.of(found.group(1).strip().split("\\s+"));
        return codes.stream().allMatch(code -> !code.isEmpty() && code.length() <= digits) ? codes : List.of();
    }

    private static String replaced(Pattern pattern, String text, Function<Matcher, String> replacement) {
        var found = pattern.matcher(text);
        var out = new StringBuilder();
        while (found.find()) found.appendReplacement(out, Matcher.quoteReplacement(replacement.apply(found)));
        return found.appendTail(out).toString();
    }
}
