package org.wardpost.mail.imap;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** One thing that FETCH asks about a message (RFC 3501 §6.4.5). */
sealed interface FetchItem {
    /** In the order of the answer: as James's scripts expect it, sections after UID. */
    Comparator<FetchItem> ORDER = Comparator.comparingInt(FetchItem::place)
            .thenComparing((one, other) -> one instanceof Plain a && other instanceof Plain b ? a.compareTo(b) : 0);

    private static int place(FetchItem item) {
        return switch (item) {
            case Plain plain when Plain.BEFORE_SECTIONS.contains(plain) -> 0;
            case Section _ -> 1;
            case Plain _ -> 2;
        };
    }

    /** What needs no opening of the message, and what its sealed summary answers. */
    enum Plain implements FetchItem {
        FLAGS,
        INTERNALDATE,
        SIZE,
        ENVELOPE,
        BODY,
        BODYSTRUCTURE,
        UID,
        MODSEQ,
        EMAILID,
        THREADID,
        SAVEDATE,
        PREVIEW;

        private static final Set<Plain> BEFORE_SECTIONS = EnumSet.range(FLAGS, UID);

        boolean needsSummary() {
            return this == ENVELOPE || this == BODY || this == BODYSTRUCTURE || this == PREVIEW;
        }
    }

    /** {@code BODY[...]<...>} and its old names.
     *
     * @param label as it stands in the answer, before the origin octet
     * @param path part numbers; empty for the message itself
     * @param names of header fields, for {@link Text#FIELDS} and {@link Text#FIELDS_NOT}
     * @param origin first octet wanted; if absent, all */
    record Section(
            String label, int[] path, Text text, List<String> names, OptionalLong origin, long most, boolean peek)
            implements FetchItem {
        /** Whether the header block in the summary may be enough. */
        boolean ofHeader() {
            return path.length == 0 && (text == Text.HEADER || text == Text.FIELDS || text == Text.FIELDS_NOT);
        }

        boolean isWhole() {
            return path.length == 0 && text == Text.ALL;
        }
    }

    /** RFC 3501 §9, section-text. */
    enum Text {
        ALL,
        HEADER,
        FIELDS,
        FIELDS_NOT,
        TEXT,
        MIME
    }
}
