package org.wardpost.mail.sieve;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
    private static final Pattern NAMESPACE =
            Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*(\\.(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+))+\\}");
    private static final Pattern HEX =
            Pattern.compile("\\$\\{hex:\\s*([0-9a-f]{1,2}(?:\\s+[0-9a-f]{1,2})*)\\s*\\}", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNICODE =
            Pattern.compile("\\$\\{unicode:\\s*([0-9a-f]{1,6}(?:\\s+[0-9a-f]{1,6})*)\\s*\\}", Pattern.CASE_INSENSITIVE);

    private final String raw;
    private final boolean variable;

    private Text(String raw, boolean variable) {
        this.raw = raw;
        this.variable = variable;
    }

    static Text of(String string, Set<SieveExtension> required, int line) throws SieveSyntaxException {
        var text = required.contains(SieveExtension.ENCODED_CHARACTER) ? decoded(string, line) : string;
        boolean variables = required.contains(SieveExtension.VARIABLES) && text.contains("${");
        if (variables && NAMESPACE.matcher(text).find()) // RFC 5229 §3: a namespace nobody required
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
        return replaced(REFERENCE, raw, found -> run.variable(found.group(1)));
    }

    private static String decoded(String string, int line) throws SieveSyntaxException {
        if (!string.contains("${")) return string;
        var text = replaced(HEX, string, found -> {
            var codes = found.group(1).split("\\s+");
            var octets = new byte[codes.length];
            for (int i = 0; i < codes.length; i++) octets[i] = (byte) Integer.parseInt(codes[i], 16);
            return new String(octets, StandardCharsets.UTF_8);
        });
        var unicode = UNICODE.matcher(text);
        while (unicode.find()) {
            for (var code : unicode.group(1).split("\\s+")) {
                int point = Integer.parseInt(code, 16);
                if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
                    throw new SieveSyntaxException(line, "no such Unicode character");
            }
        }
        return replaced(UNICODE, text, found -> {
            var out = new StringBuilder();
            for (var code : found.group(1).split("\\s+")) out.appendCodePoint(Integer.parseInt(code, 16));
            return out.toString();
        });
    }

    private static String replaced(Pattern pattern, String text, Function<Matcher, String> replacement) {
        var found = pattern.matcher(text);
        var out = new StringBuilder();
        while (found.find()) found.appendReplacement(out, Matcher.quoteReplacement(replacement.apply(found)));
        return found.appendTail(out).toString();
    }
}
