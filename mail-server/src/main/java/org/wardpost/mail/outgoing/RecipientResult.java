package org.wardpost.mail.outgoing;

/** How one recipient fared with one attempt. */
sealed interface RecipientResult {
    /** Taken over by the next hop. @param dsnPassedOn whether the hop promised to send the reports asked for (RFC 3461 §5.2.2) */
    record Relayed(boolean dsnPassedOn) implements RecipientResult {}

    /**
     * Not this time, or never.
     * @param permanent never
     * @param status as in RFC 3463
     * @param diagnostic what the peer said, or why it could not be asked; no content
     * @param remote the peer's name; empty when none was reached
     */
    record Failed(boolean permanent, String status, String diagnostic, String remote) implements RecipientResult {}
}
