package org.wardpost.mail.imap;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wardpost.mail.imap.FetchItem.Plain;
import org.wardpost.mail.imap.FetchItem.Section;
import org.wardpost.mail.imap.FetchItem.Text;

/** The items of FETCH (RFC 3501 §9, fetch-att; RFC 7162, 8474, 8514, 8970). */
final class FetchParser {
    private static final List<FetchItem> FAST = List.of(Plain.FLAGS, Plain.INTERNALDATE, Plain.SIZE);
    private static final int PATH = 100; // part numbers
    private static final int ITEMS = 500;

    private final Arguments arguments;
    private final List<FetchItem> items = new ArrayList<>();

    private FetchParser(Arguments arguments) {
        this.arguments = arguments;
    }

    static List<FetchItem> read(Arguments arguments) {
        var parser = new FetchParser(arguments);
        if (arguments.isNext('(')) arguments.list(parser::itemOrMacro);
        else parser.itemOrMacro();
        return parser.items;
    }

    private void itemOrMacro() {
        int start = arguments.position();
        switch (arguments.item()) {
            case "FAST" -> items.addAll(FAST);
            case "ALL" -> {
                items.addAll(FAST);
                items.add(Plain.ENVELOPE);
            }
            case "FULL" -> {
                items.addAll(FAST);
                items.add(Plain.ENVELOPE);
                items.add(Plain.BODY);
            }
            default -> {
                arguments.back(start);
                item();
            }
        }
    }

    private void item() {
        if (items.size() >= ITEMS) throw new Malformed("too many items");
        var name = arguments.item();
        items.add(
                switch (name) {
                    case "UID" -> Plain.UID;
                    case "FLAGS" -> Plain.FLAGS;
                    case "INTERNALDATE" -> Plain.INTERNALDATE;
                    case "RFC822.SIZE" -> Plain.SIZE;
                    case "MODSEQ" -> Plain.MODSEQ;
                    case "EMAILID" -> Plain.EMAILID;
                    case "THREADID" -> Plain.THREADID;
                    case "SAVEDATE" -> Plain.SAVEDATE;
                    case "ENVELOPE" -> Plain.ENVELOPE;
                    case "BODYSTRUCTURE" -> Plain.BODYSTRUCTURE;
                    case "PREVIEW" -> preview();
                    case "BODY" -> arguments.isNext('[') ? section(false) : Plain.BODY;
                    case "BODY.PEEK" -> section(true);
                    case "RFC822" -> old("RFC822", Text.ALL, false);
                    case "RFC822.HEADER" -> old("RFC822.HEADER", Text.HEADER, true);
                    case "RFC822.TEXT" -> old("RFC822.TEXT", Text.TEXT, false);
                    default -> throw new Malformed("no such item");
                });
    }

    /** {@code PREVIEW (LAZY)}: ours is always at hand (RFC 8970 §3.2). */
    private FetchItem preview() {
        int start = arguments.position();
        if (arguments.skip(' ') && arguments.isNext('(')) arguments.list(arguments::word);
        else arguments.back(start);
        return Plain.PREVIEW;
    }

    private static Section old(String label, Text text, boolean peek) {
        return new Section(label, new int[0], text, List.of(), OptionalLong.empty(), 0, peek);
    }

    private Section section(boolean peek) {
        arguments.expect('[');
        var label = new StringBuilder("BODY[");
        int[] path = path(label);
        var text = Text.ALL;
        List<String> names = List.of();
        if (!arguments.isNext(']')) {
            text = text(path.length > 0);
            label.append(path.length > 0 ? "." : "").append(word(text));
            if (text == Text.FIELDS || text == Text.FIELDS_NOT) names = names(label);
        }
        arguments.expect(']');
        label.append(']');
        if (!arguments.skip('<'))
            return new Section(label.toString(), path, text, names, OptionalLong.empty(), 0, peek);
        long origin = arguments.number();
        arguments.expect('.');
        long most = arguments.number();
        if (most == 0) throw new Malformed("not a number of octets"); // nz-number
        arguments.expect('>');
        return new Section(label.toString(), path, text, names, OptionalLong.of(origin), most, peek);
    }

    private int[] path(StringBuilder label) {
        var path = new ArrayList<Integer>();
        while (arguments.digitIsNext()) {
            long n = arguments.number();
            if (n < 1 || n > Integer.MAX_VALUE || path.size() >= PATH) throw new Malformed("no such part");
            label.append(path.isEmpty() ? "" : ".").append(n);
            path.add((int) n);
            if (!arguments.skip('.')) break;
        }
        return path.stream().mapToInt(Integer::intValue).toArray();
    }

    private Text text(boolean inPart) {
        return switch (arguments.word()) {
            case "HEADER" -> Text.HEADER;
            case "HEADER.FIELDS" -> Text.FIELDS;
            case "HEADER.FIELDS.NOT" -> Text.FIELDS_NOT;
            case "TEXT" -> Text.TEXT;
            case "MIME" -> {
                if (!inPart) throw new Malformed("MIME of a part only");
                yield Text.MIME;
            }
            default -> throw new Malformed("no such section");
        };
    }

    private static String word(Text text) {
        return switch (text) {
            case ALL -> "";
            case HEADER -> "HEADER";
            case FIELDS -> "HEADER.FIELDS";
            case FIELDS_NOT -> "HEADER.FIELDS.NOT";
            case TEXT -> "TEXT";
            case MIME -> "MIME";
        };
    }

    private List<String> names(StringBuilder label) {
        arguments.space();
        label.append(" (");
        var names = new ArrayList<String>();
        arguments.list(() -> {
            if (names.size() >= ITEMS) throw new Malformed("too many fields");
            var name = arguments.astring(java.nio.charset.StandardCharsets.US_ASCII);
            if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c == ':' || c > 126))
                throw new Malformed("not a field name");
            boolean atom = name.chars().noneMatch(c -> "(){%*\"\\]".indexOf(c) >= 0);
            label.append(names.isEmpty() ? "" : " ")
                    .append(atom ? name : '"' + name.replaceAll("([\"\\\\])", "\\\\$1") + '"');
            names.add(name);
        });
        label.append(')');
        return names;
    }
}
