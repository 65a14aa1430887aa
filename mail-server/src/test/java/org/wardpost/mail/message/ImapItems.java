package org.wardpost.mail.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** Reads FETCH data items as a strict client does: lists, strings, literals, numbers, NIL. */
public final class ImapItems {
    /** The atom NIL. */
    public static final Object NIL = new Object() {
        @Override
        public String toString() {
            return "NIL";
        }
    };

    private final String octets;
    private int at;

    private ImapItems(String octets) {
        this.octets = octets;
    }

    public static Object parse(byte[] item) {
        var items = new ImapItems(new String(item, ISO_8859_1));
        var parsed = items.item();
        assertThat(items.at).as("all of it is read").isEqualTo(items.octets.length());
        return parsed;
    }

    private Object item() {
        char c = octets.charAt(at);
        return switch (c) {
            case '(' -> list();
            case '"' -> quoted();
            case '{' -> literal();
            default -> atom();
        };
    }

    private List<Object> list() {
        var items = new ArrayList<Object>();
        at++;
        while (octets.charAt(at) != ')') {
            items.add(item());
            if (octets.charAt(at) == ' ') {
                at++;
                assertThat(octets.charAt(at)).as("no space before a bracket").isNotEqualTo(')');
            }
        }
        at++;
        return items;
    }

    private String quoted() {
        var out = new StringBuilder();
        at++;
        while (octets.charAt(at) != '"') {
            if (octets.charAt(at) == '\\') {
                at++;
            }
            assertThat((int) octets.charAt(at))
                    .as("TEXT-CHAR")
                    .isBetween(1, 126)
                    .isNotIn(13, 10);
            out.append(octets.charAt(at++));
        }
        at++;
        return out.toString();
    }

    private String literal() {
        int end = octets.indexOf("}\r\n", at);
        int length = Integer.parseInt(octets.substring(at + 1, end));
        at = end + 3 + length;
        var value = octets.substring(end + 3, at);
        assertThat(value).as("CHAR8").doesNotContain("\0");
        return value;
    }

    private Object atom() {
        int start = at;
        while (at < octets.length() && " ()".indexOf(octets.charAt(at)) < 0) {
            at++;
        }
        var text = octets.substring(start, at);
        return text.equals("NIL") ? NIL : (Object) Long.parseLong(text);
    }

    /** RFC 3501 §9: body-type-mpart, body-type-basic, body-type-msg, body-type-text. */
    public static void requireBody(Object item, boolean extended) {
        assertThat(item).isInstanceOf(List.class);
        var body = (List<?>) item;
        if (body.getFirst() instanceof List) {
            int children = 0;
            while (body.get(children) instanceof List) {
                requireBody(body.get(children++), extended);
            }
            assertThat(body.get(children)).isInstanceOf(String.class);
            assertThat(body).hasSize(children + (extended ? 5 : 1));
            return;
        }
        boolean message = body.get(0).equals("MESSAGE")
                && (body.get(1).equals("RFC822") || body.get(1).equals("GLOBAL"));
        boolean text = body.get(0).equals("TEXT");
        assertThat(body).hasSize(7 + (message ? 3 : text ? 1 : 0) + (extended ? 4 : 0));
        assertThat(body.get(6)).isInstanceOf(Long.class);
        if (message) {
            assertThat((List<?>) body.get(7)).hasSize(10);
            requireBody(body.get(8), extended);
        }
    }
}
