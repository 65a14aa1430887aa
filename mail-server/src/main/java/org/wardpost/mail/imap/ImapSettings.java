package org.wardpost.mail.imap;

/**
 * What can be set of IMAP; its limits are {@link ImapLimits}.
 *
 * @param loginWithoutTls who may send a password in the clear
 * @param listMebibytes heap for what lists of messages show
 */
public record ImapSettings(LoginWithoutTls loginWithoutTls, int listMebibytes) {
    /** Whose password is taken before TLS. */
    public enum LoginWithoutTls {
        /** Nobody's: LOGINDISABLED (RFC 9051 §7.2.2). */
        NEVER,
        /** That of a program on this machine, a webmail or a proxy: its octets meet no wire. */
        ON_LOOPBACK
    }

    public static ImapSettings defaults() {
        return new ImapSettings(LoginWithoutTls.NEVER, 32);
    }
}
