package org.wardpost.mail.message;

import com.google.common.base.Ascii;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** BODY and BODYSTRUCTURE (RFC 3501 §7.4.2, RFC 9051 §7.5.2) of a structure. */
final class ImapStructure {
    private static final Parameter DEFAULT_CHARSET = new Parameter("charset", "us-ascii"); // RFC 2046 §4.1.2

    private final ImapOutput out = new ImapOutput();
    private final boolean extended;

    private ImapStructure(boolean extended) {
        this.extended = extended;
    }

    /** @param extended with extension data: BODYSTRUCTURE; without: BODY */
    static byte[] of(Part root, boolean extended) {
        var structure = new ImapStructure(extended);
        structure.write(root);
        return structure.out.toBytes();
    }

    private void write(Part part) {
        out.raw("(");
        if (part.isMultipart()) {
            writeMultipart(part);
        } else {
            writeLeaf(part);
        }
        out.raw(")");
    }

    private void writeMultipart(Part part) {
        if (part.children().isEmpty()) {
            out.raw("(\"TEXT\" \"PLAIN\" (\"charset\" \"us-ascii\") NIL NIL \"7BIT\" 0 0)"); // body-type-mpart wants
            // one body at least
        }
        part.children().forEach(this::write);
        out.raw(" ").string(upper(part.subtype()));
        if (extended) {
            out.raw(" ").parameters(sorted(part.parameters()));
            writeExtension(part);
        }
    }

    private void writeLeaf(Part part) {
        out.string(upper(part.type())).raw(" ").string(upper(part.subtype())).raw(" ");
        out.parameters(sorted(withCharset(part))).raw(" ");
        out.nstring(part.id()).raw(" ").nstring(part.description()).raw(" ");
        out.string(upper(part.encoding())).raw(" ").number(part.bodySize());
        part.message().ifPresent(embedded -> {
            out.raw(" ").raw(embedded.envelope()).raw(" ");
            write(embedded.root());
        });
        if (part.message().isPresent() || part.type().equals("text")) {
            out.raw(" ").number(part.lines());
        }
        if (extended) {
            out.raw(" ").nstring(part.md5());
            writeExtension(part);
        }
    }

    /** body-fld-dsp, body-fld-lang, body-fld-loc. */
    private void writeExtension(Part part) {
        part.disposition().ifPresentOrElse(this::writeDisposition, () -> out.raw(" NIL"));
        writeLanguages(part.languages());
        out.raw(" ").nstring(part.location());
    }

    private void writeDisposition(Disposition disposition) {
        out.raw(" (")
                .string(disposition.type())
                .raw(" ")
                .parameters(sorted(disposition.parameters()))
                .raw(")");
    }

    private void writeLanguages(List<String> languages) {
        if (languages.isEmpty()) {
            out.raw(" NIL");
            return;
        }
        var separator = " (";
        for (var language : languages) {
            out.raw(separator).string(language);
            separator = " ";
        }
        out.raw(")");
    }

    private static List<Parameter> withCharset(Part part) {
        if (!part.type().equals("text") || part.parameter("charset").isPresent()) {
            return part.parameters();
        }
        var all = new ArrayList<>(part.parameters());
        all.add(DEFAULT_CHARSET);
        return all;
    }

    /** By name, as James's scripts expect; a client may read no meaning into the order (RFC 2045 §5.1). */
    private static List<Parameter> sorted(List<Parameter> parameters) {
        return parameters.size() < 2
                ? parameters
                : parameters.stream()
                        .sorted(Comparator.comparing(Parameter::name))
                        .toList();
    }

    private static String upper(String text) {
        return Ascii.toUpperCase(text); // octets above 127 stay as they are
    }
}
