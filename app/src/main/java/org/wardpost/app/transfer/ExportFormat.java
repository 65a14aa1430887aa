package org.wardpost.app.transfer;

/** How exported mail lies in files. */
public enum ExportFormat {
    /** Maildir++: flags and dates kept; every mail program takes it. */
    MAILDIR,
    /** One mbox a mailbox, quoted as mboxrd; the last line of a message gets a line end if it has none. */
    MBOX,
    /** One {@code .eml} file a message. */
    EML
}
