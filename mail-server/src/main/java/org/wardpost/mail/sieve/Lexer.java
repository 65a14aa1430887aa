package org.wardpost.mail.sieve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a script into tokens (RFC 5228 §8.1). */
final class Lexer {
    enum Kind {
        IDENTIFIER,
        TAG,
        NUMBER,
        STRING,
        PUNCTUATION,
        END
    }

    /** @param text identifier and tag in lower case, tag without colon; string with its escapes undone */
    record Token(Kind kind, String text, long number, int line) {}

    private final String script;
    private int at;
    private int line = 1;

    private Lexer(String script) {
        this.script = script;
    }

    static List<Token> tokens(byte[] utf8) throws SieveSyntaxException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SieveSyntaxException(1, "the script is not UTF-8");
        }
        if (text.startsWith("\uFEFF")) text = text.substring(1);
        var lexer = new Lexer(text);
        var tokens = new ArrayList<Token>();
        do tokens.add(lexer.next());
        while (tokens.getLast().kind() != Kind.END);
        return tokens;
    }

    private Token next() throws SieveSyntaxException {
        skip();
        if (at >= script.length()) return new Token(Kind.END, "", 0, line);
        int start = at;
        int startLine = line;
        char c = script.charAt(at);
        if (c == '"') return new Token(Kind.STRING, quoted(), 0, startLine);
        if (c >= '0' && c <= '9') return number();
        if (c == ':' || letter(c)) {
            at++;
            while (at < script.length() && (letter(script.charAt(at)) || digit(script.charAt(at)))) at++;
            var word = script.substring(start, at).toLowerCase(Locale.ROOT);
            if (c == ':') {
                if (word.length() == 1) throw error("a tag needs a name");
                return new Token(Kind.TAG, word.substring(1), 0, startLine);
            }
            if (word.equals("text") && at < script.length() && script.charAt(at) == ':')
                return new Token(Kind.STRING, multiLine(), 0, startLine);
            return new Token(Kind.IDENTIFIER, word, 0, startLine);
        }
        if ("()[]{},;".indexOf(c) >= 0) {
            at++;
            return new Token(Kind.PUNCTUATION, String.valueOf(c), 0, startLine);
        }
        throw error("unexpected character");
    }

    private void skip() throws SieveSyntaxException {
        while (at < script.length()) {
            char c = script.charAt(at);
            if (c == '\n') line++;
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') at++;
            else if (c == '#') while (at < script.length() && script.charAt(at) != '\n') at++;
            else if (c == '/' && script.startsWith("/*", at)) comment();
            else return;
        }
    }

    private void comment() throws SieveSyntaxException {
        int end = script.indexOf("*/", at + 2);
        if (end < 0) throw error("a comment is not closed");
        for (; at < end + 2; at++) if (script.charAt(at) == '\n') line++;
    }

    private String quoted() throws SieveSyntaxException {
        int startLine = line;
        var out = new StringBuilder();
        at++;
        while (at < script.length()) {
            char c = script.charAt(at++);
            if (c == '"') return out.toString();
            if (c == '\n') line++;
            if (c == '\\' && at < script.length()) c = script.charAt(at++); // §2.4.2: \a is a
            if (c == 0) throw error("NUL in a string");
            out.append(c);
        }
        throw new SieveSyntaxException(startLine, "a string is not closed");
    }

    /** {@code text:} to a line of one dot (§2.4.2); dots at the start of a line are doubled. */
    private String multiLine() throws SieveSyntaxException {
        int startLine = line;
        at++;
        while (at < script.length() && (script.charAt(at) == ' ' || script.charAt(at) == '\t')) at++;
        if (at < script.length() && script.charAt(at) == '#')
            while (at < script.length() && script.charAt(at) != '\n') at++;
        if (at < script.length() && script.charAt(at) == '\r') at++;
        if (at >= script.length() || script.charAt(at) != '\n') throw error("text: needs a new line");
        at++;
        line++;
        var out = new StringBuilder();
        while (at < script.length()) {
            int end = script.indexOf('\n', at);
            if (end < 0) break;
            var text = script.substring(at, end);
            if (text.endsWith("\r")) text = text.substring(0, text.length() - 1);
            at = end + 1;
            line++;
            if (text.equals(".")) return out.toString();
            out.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
        }
        var rest = at < script.length() ? script.substring(at).strip() : "";
        if (rest.equals(".")) {
            at = script.length();
            return out.toString();
        }
        throw new SieveSyntaxException(startLine, "text: is not closed by a line of one dot");
    }

    /** Digits and K, M or G (§2.4.1). */
    private Token number() throws SieveSyntaxException {
        int start = at;
        while (at < script.length() && digit(script.charAt(at))) at++;
        if (at - start > 18) throw error("the number is too large");
        long number = Long.parseLong(script.substring(start, at));
        long unit = 1;
        if (at < script.length()) {
            switch (script.charAt(at)) {
                case 'k', 'K' -> unit = 1L << 10;
                case 'm', 'M' -> unit = 1L << 20;
                case 'g', 'G' -> unit = 1L << 30;
                default -> {}
            }
            if (unit > 1) at++;
            if (at < script.length() && letter(script.charAt(at))) throw error("not a number");
        }
        if (number > Long.MAX_VALUE / unit) throw error("the number is too large");
        return new Token(Kind.NUMBER, "", number * unit, line);
    }

    private SieveSyntaxException error(String why) {
        return new SieveSyntaxException(line, why);
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
