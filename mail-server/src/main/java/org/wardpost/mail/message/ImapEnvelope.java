package org.wardpost.mail.message;

import java.util.List;
import java.util.Optional;

/** ENVELOPE (RFC 3501 §7.4.2) of a header block. */
final class ImapEnvelope {
    private ImapEnvelope() {}

    static byte[] of(HeaderBlock header) {
        var from = addresses(header, "From");
        var out = new ImapOutput().raw("(");
        out.nstring(text(header, "Date"))
                .raw(" ")
                .nstring(text(header, "Subject"))
                .raw(" ");
        write(out, from).raw(" ");
        write(out, or(addresses(header, "Sender"), from)).raw(" ");
        write(out, or(addresses(header, "Reply-To"), from)).raw(" ");
        write(out, addresses(header, "To")).raw(" ");
        write(out, addresses(header, "Cc")).raw(" ");
        write(out, addresses(header, "Bcc")).raw(" ");
        out.nstring(text(header, "In-Reply-To"))
                .raw(" ")
                .nstring(text(header, "Message-ID"))
                .raw(")");
        return out.toBytes();
    }

    /** "If these header lines are present but empty the corresponding member of the envelope is the empty string." */
    private static Optional<String> text(HeaderBlock header, String name) {
        return header.first(name).map(HeaderField::value);
    }

    /** All fields of that name count, as some senders write one for each recipient. */
    static List<AddressReader.Entry> addresses(HeaderBlock header, String name) {
        return header.fields().stream()
                .filter(field -> field.is(name))
                .flatMap(field -> AddressReader.read(field.value()).stream())
                .toList();
    }

    /** "If the Sender or Reply-To lines are absent or present but empty, the server sets the corresponding member to From." */
    private static List<AddressReader.Entry> or(List<AddressReader.Entry> own, List<AddressReader.Entry> from) {
        return own.isEmpty() ? from : own;
    }

    private static ImapOutput write(ImapOutput out, List<AddressReader.Entry> addresses) {
        if (addresses.isEmpty()) {
            return out.nil();
        }
        out.raw("(");
        for (var address : addresses) {
            out.raw("(")
                    .nstring(address.name())
                    .raw(" ")
                    .nstring(address.route())
                    .raw(" ");
            out.nstring(address.mailbox()).raw(" ").nstring(address.host()).raw(")");
        }
        return out.raw(")");
    }
}
