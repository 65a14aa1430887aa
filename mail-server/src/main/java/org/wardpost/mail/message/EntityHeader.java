package org.wardpost.mail.message;

import com.google.common.base.Ascii;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an entity's header says about its body (RFC 2045, 2183, 1864, 3282, 2557). */
record EntityHeader(
        String type,
        String subtype,
        List<Parameter> parameters,
        Optional<Disposition> disposition,
        Optional<String> id,
        Optional<String> description,
        Optional<String> md5,
        List<String> languages,
        Optional<String> location,
        String encoding) {

    /** @param inDigest whether the default is a message (RFC 2046 §5.1.5) */
    static EntityHeader of(HeaderBlock header, boolean inDigest) {
        var contentType = header.value("Content-Type").map(EntityHeader::contentType);
        var media = contentType.map(StructuredValue::value).flatMap(EntityHeader::mediaType);
        var type = media.map(m -> m[0]).orElse(inDigest ? "message" : "text");
        var subtype = media.map(m -> m[1]).orElse(inDigest ? "rfc822" : "plain");
        return new EntityHeader(
                type,
                subtype,
                contentType.map(StructuredValue::parameters).orElse(List.of()),
                header.value("Content-Disposition").map(EntityHeader::disposition),
                header.value("Content-ID"),
                header.value("Content-Description"),
                header.value("Content-MD5"),
                header.value("Content-Language").map(EntityHeader::languages).orElse(List.of()),
                header.value("Content-Location"),
                header.value("Content-Transfer-Encoding")
                        .map(v -> Ascii.toLowerCase(StructuredValue.parse(v).value()))
                        .filter(v -> !v.isEmpty())
                        .orElse("7bit"));
    }

    boolean isMultipart() {
        return type.equals("multipart");
    }

    boolean isMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }

    boolean isDigest() {
        return isMultipart() && subtype.equals("digest");
    }

    Optional<String> boundary() {
        return parameters.stream()
                .filter(p -> p.name().equals("boundary"))
                .map(Parameter::value)
                .filter(b -> !b.isEmpty())
                .findFirst();
    }

    /** The same under another type: for a composite that is not looked into. */
    EntityHeader as(String otherType, String otherSubtype) {
        return new EntityHeader(
                otherType, otherSubtype, parameters, disposition, id, description, md5, languages, location, encoding);
    }

    private static StructuredValue contentType(String value) {
        var parsed = StructuredValue.parse(value);
        var media = parsed.value();
        int space = media.indexOf(' ') >= 0 ? media.indexOf(' ') : media.indexOf('\t');
        boolean semicolonForgotten = media.indexOf('/') > 0 && space > media.indexOf('/') && media.indexOf('=') > space;
        return semicolonForgotten ? StructuredValue.parse(withSemicolon(value)) : parsed;
    }

    private static String withSemicolon(String value) {
        int at = value.indexOf('/');
        while (at < value.length() - 1 && value.charAt(at) != ' ' && value.charAt(at) != '\t') {
            at++;
        }
        return value.substring(0, at) + ";" + value.substring(at);
    }

    private static Optional<String[]> mediaType(String value) {
        int slash = value.indexOf('/');
        if (slash <= 0) {
            return value.equalsIgnoreCase("text") ? Optional.of(new String[] {"text", "plain"}) : Optional.empty();
        }
        var type = token(value.substring(0, slash));
        var subtype = token(value.substring(slash + 1));
        return type.isEmpty() || subtype.isEmpty() ? Optional.empty() : Optional.of(new String[] {type, subtype});
    }

    private static String token(String text) {
        var stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && stripped.charAt(end) > ' ' && "/,;".indexOf(stripped.charAt(end)) < 0) {
            end++;
        }
        return Ascii.toLowerCase(stripped.substring(0, end));
    }

    private static Disposition disposition(String value) {
        var structured = StructuredValue.parse(value);
        return new Disposition(Ascii.toLowerCase(structured.value()), structured.parameters());
    }

    private static List<String> languages(String value) {
        var tags = new ArrayList<String>();
        for (var tag : StructuredValue.parse(value).value().split(",", 50)) {
            if (!tag.isBlank()) {
                tags.add(tag.strip());
            }
        }
        return List.copyOf(tags);
    }
}
