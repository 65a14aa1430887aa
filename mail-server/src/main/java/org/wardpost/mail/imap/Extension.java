package org.wardpost.mail.imap;

/** What a client can switch on (RFC 5161). */
enum Extension {
    CONDSTORE("CONDSTORE"), // RFC 7162 §3.1
    QRESYNC("QRESYNC"), // RFC 7162 §3.2
    UTF8("UTF8=ACCEPT"); // RFC 6855 §3: names and quoted strings are UTF-8 both ways

    private final String word;

    Extension(String word) {
        this.word = word;
    }

    /** As it stands in CAPABILITY and ENABLED. */
    String word() {
        return word;
    }
}
