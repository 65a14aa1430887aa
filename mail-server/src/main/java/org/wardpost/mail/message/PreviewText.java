package org.wardpost.mail.message;

import java.util.Map;

/** Makes a line or two of text that shows what a message is about (RFC 8970 §3: at most 256 characters; here 200). */
final class PreviewText {
    private static final int MOST_CHARACTERS = 200;
    private static final Map<String, String> ENTITIES = Map.of(
            "nbsp", " ", "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "auml", "ä", "ouml", "ö", "uuml",
            "ü", "szlig", "ß");

    private PreviewText() {}

    static String of(String text) {
        var out = new StringBuilder(MOST_CHARACTERS + 2);
        int characters = 0;
        boolean space = false;
        for (int i = 0; i < text.length() && characters < MOST_CHARACTERS; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || c == 0xa0 || c == 0xfeff) {
                space = !out.isEmpty();
                continue;
            }
            if (space) {
                if (characters + 2 > MOST_CHARACTERS) {
                    break;
                }
                out.append(' ');
                characters++;
                space = false;
            }
            out.appendCodePoint(Character.isDefined(c) ? c : 0xfffd);
            characters++;
        }
        return out.toString();
    }

    /** Leaves tags, comments, style and script out. */
    static String ofHtml(String html) {
        var out = new StringBuilder();
        int at = 0;
        while (at < html.length()) {
            char c = html.charAt(at);
            if (c == '<') {
                at = afterTag(html, at);
                out.append(' ');
            } else if (c == '&') {
                at = entity(html, at, out);
            } else {
                out.append(c);
                at++;
            }
        }
        return of(out.toString());
    }

    private static int afterTag(String html, int at) {
        for (var hidden : new String[][] {
            {"<!--", "-->"}, {"<style", "</style>"}, {"<script", "</script>"}, {"<title", "</title>"}
        }) {
            if (html.regionMatches(true, at, hidden[0], 0, hidden[0].length())) {
                return after(html, hidden[1], at);
            }
        }
        return after(html, ">", at);
    }

    private static int after(String html, String end, int at) {
        for (int i = at; i <= html.length() - end.length(); i++) {
            if (html.regionMatches(true, i, end, 0, end.length())) {
                return i + end.length();
            }
        }
        return html.length();
    }

    private static int entity(String html, int at, StringBuilder out) {
        int end = html.indexOf(';', at);
        if (end < 0 || end - at > 10) {
            out.append('&');
            return at + 1;
        }
        var name = html.substring(at + 1, end);
        out.append(name.startsWith("#") ? numbered(name) : ENTITIES.getOrDefault(name, "&" + name + ";"));
        return end + 1;
    }

    private static String numbered(String name) {
        try {
            boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
            int code = hex ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
            return Character.isValidCodePoint(code) ? Character.toString(code) : "";
        } catch (NumberFormatException notANumber) {
            return "&" + name + ";";
        }
    }
}
