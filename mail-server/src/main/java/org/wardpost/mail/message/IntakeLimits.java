package org.wardpost.mail.message;

/**
 * How much structure is looked for in one message. Nothing beyond a limit is lost or refused: the octets are stored, but what lies
 * beyond stays one opaque leaf of the structure.
 *
 * @param headerBytes octets of a message's header block that are kept beside it
 * @param headerFields fields of a header block that are looked at
 * @param nesting multiparts and messages within each other
 * @param parts parts in all
 * @param structureBytes octets of part headers in all
 */
public record IntakeLimits(int headerBytes, int headerFields, int nesting, int parts, int structureBytes) {
    /** 1 MB of header, 2,000 fields, nesting of 100, 10,000 parts, 4 MB of part headers. */
    public static final IntakeLimits STANDARD = new IntakeLimits(1 << 20, 2_000, 100, 10_000, 4 << 20);
}
