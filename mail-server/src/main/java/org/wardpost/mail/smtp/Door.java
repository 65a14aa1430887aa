package org.wardpost.mail.smtp;

/** Through which port a session came in, and what that port asks for. */
public enum Door {
    /** Port 25: mail from other servers, for our domains only (RFC 5321). */
    RELAY,
    /** Port 587: our users after STARTTLS (RFC 6409). */
    SUBMISSION,
    /** Port 465: our users, TLS first (RFC 8314 §3.3). */
    SUBMISSIONS,
    /** Port 24 on loopback: mail from a server in front of us, one answer a recipient (RFC 2033). */
    LMTP;

    boolean submits() {
        return this == SUBMISSION || this == SUBMISSIONS;
    }
}
