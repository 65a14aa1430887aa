package org.wardpost.mail.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The structure within an encoded summary: parts in depth-first order, offsets relative to the part around them. */
final class PartCodec {
    private PartCodec() {}

    static void write(ByteWriter out, Part part, long base) {
        out.octets(part.type()).octets(part.subtype());
        writeParameters(out, part.parameters());
        out.octet(part.disposition().isPresent() ? 1 : 0);
        part.disposition().ifPresent(d -> writeParameters(out.octets(d.type()), d.parameters()));
        out.optional(part.id()).optional(part.description()).optional(part.md5());
        out.number(part.languages().size());
        part.languages().forEach(out::octets);
        out.optional(part.location()).octets(part.encoding());
        out.number(part.headerStart() - base).number(part.bodyStart() - part.headerStart());
        out.number(part.bodySize()).number(part.lines());
        out.number(part.children().size());
        part.children().forEach(child -> write(out, child, part.bodyStart()));
        out.octet(part.message().isPresent() ? 1 : 0);
        part.message().ifPresent(m -> write(out.blob(m.envelope()), m.root(), part.bodyStart()));
    }

    static Part read(ByteReader in, long base) {
        var type = in.octets();
        var subtype = in.octets();
        var parameters = readParameters(in);
        var disposition = in.octet() == 1
                ? Optional.of(new Disposition(in.octets(), readParameters(in)))
                : Optional.<Disposition>empty();
        var id = in.optional();
        var description = in.optional();
        var md5 = in.optional();
        var languages = readStrings(in);
        var location = in.optional();
        var encoding = in.octets();
        long headerStart = base + in.number();
        long bodyStart = headerStart + in.number();
        long end = bodyStart + in.number();
        long lines = in.number();
        var children = readChildren(in, bodyStart);
        var message = in.octet() == 1 ? Optional.of(readMessage(in, bodyStart)) : Optional.<EmbeddedMessage>empty();
        return new Part(
                type,
                subtype,
                parameters,
                disposition,
                id,
                description,
                md5,
                languages,
                location,
                encoding,
                headerStart,
                bodyStart,
                end,
                lines,
                children,
                message);
    }

    private static EmbeddedMessage readMessage(ByteReader in, long base) {
        var envelope = in.blob();
        return new EmbeddedMessage(read(in, base), envelope);
    }

    private static List<Part> readChildren(ByteReader in, long base) {
        int count = in.count();
        var children = new ArrayList<Part>();
        for (int i = 0; i < count; i++) {
            children.add(read(in, base));
        }
        return List.copyOf(children);
    }

    private static List<String> readStrings(ByteReader in) {
        int count = in.count();
        var strings = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            strings.add(in.octets());
        }
        return List.copyOf(strings);
    }

    private static void writeParameters(ByteWriter out, List<Parameter> parameters) {
        out.number(parameters.size());
        parameters.forEach(p -> out.octets(p.name()).octets(p.value()));
    }

    private static List<Parameter> readParameters(ByteReader in) {
        int count = in.count();
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < count; i++) {
            parameters.add(new Parameter(in.octets(), in.octets()));
        }
        return List.copyOf(parameters);
    }
}
