package org.wardpost.mail.message;

import com.google.common.base.Ascii;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a message (RFC 2045 §2.4): what its header says, and where it lies. All offsets count octets from the start of the
 * outermost message. Strings hold one octet a char, as they stand in the header.
 *
 * @param type in lower case; RFC 2045 §5.2's default where there is no usable {@code Content-Type}
 * @param encoding {@code Content-Transfer-Encoding} in lower case, {@code 7bit} when absent
 * @param headerStart first octet of its header
 * @param bodyStart first octet after the header and its blank line
 * @param end first octet after the body; the line end before a boundary belongs to the boundary (RFC 2046 §5.1.1)
 * @param lines line ends within the body, LF or CRLF
 * @param children of a multipart, in order; empty for all others
 */
public record Part(
        String type,
        String subtype,
        List<Parameter> parameters,
        Optional<Disposition> disposition,
        Optional<String> id,
        Optional<String> description,
        Optional<String> md5,
        List<String> languages,
        Optional<String> location,
        String encoding,
        long headerStart,
        long bodyStart,
        long end,
        long lines,
        List<Part> children,
        Optional<EmbeddedMessage> message) {

    /** Octets of the body. */
    public long bodySize() {
        return end - bodyStart;
    }

    public boolean isMultipart() {
        return type.equals("multipart");
    }

    public boolean is(String wantedType, String wantedSubtype) {
        return type.equals(wantedType) && subtype.equals(wantedSubtype);
    }

    /** The raw value of a {@code Content-Type} parameter. */
    public Optional<String> parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** The charset as the header names it, in lower case. */
    public Optional<String> charset() {
        return parameter("charset").map(Ascii::toLowerCase);
    }

    /** The decoded file name: of the disposition, or else of the content type (RFC 2183 §2.3, RFC 2231, RFC 2047). */
    public Optional<String> fileName() {
        return disposition
                .flatMap(d -> ParameterText.of(d.parameters(), "filename"))
                .or(() -> ParameterText.of(parameters, "name"));
    }

    /**
     * The part that an IMAP section number names (RFC 3501 §6.4.5): numbers walk the children of multiparts; 1 of anything else is the
     * thing itself; a message's numbers are those of the message within.
     */
    public Optional<Part> at(int... path) {
        return path.length == 0 ? Optional.of(this) : descend(this, path, 0);
    }

    /** @param within the root of a message, or a multipart */
    private static Optional<Part> descend(Part within, int[] path, int index) {
        var next = within.isMultipart() ? within.child(path[index]) : path[index] == 1 ? within : null;
        if (next == null || index + 1 == path.length) {
            return Optional.ofNullable(next);
        }
        if (next.isMultipart()) {
            return descend(next, path, index + 1);
        }
        return next.message.flatMap(m -> descend(m.root(), path, index + 1));
    }

    private @Nullable Part child(int number) {
        return number >= 1 && number <= children.size() ? children.get(number - 1) : null;
    }
}
