package org.wardpost.identity;

/** Where a login comes in; a device password is good for the protocols it was made for and no others. */
public enum Protocol {
    SMTP,
    IMAP,
    MANAGESIEVE,
    HTTP,
    ADMIN
}
