package org.wardpost.mail.sieve;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code require} may name, and what ManageSieve announces (RFC 5804 §1.7, SIEVE). */
public enum SieveExtension {
    FILEINTO("fileinto"), // RFC 5228 §4.1
    ENVELOPE("envelope"), // RFC 5228 §5.4
    ENCODED_CHARACTER("encoded-character"), // RFC 5228 §2.4.2.4
    NUMERIC("comparator-i;ascii-numeric"), // RFC 4790 §9.1
    CASEMAP("comparator-i;ascii-casemap"),
    OCTET("comparator-i;octet"),
    REJECT("reject"), // RFC 5429 §2.2
    EREJECT("ereject"), // RFC 5429 §2.1
    COPY("copy"), // RFC 3894
    BODY("body"), // RFC 5173
    IMAP4FLAGS("imap4flags"), // RFC 5232
    VARIABLES("variables"), // RFC 5229
    RELATIONAL("relational"), // RFC 5231
    SUBADDRESS("subaddress"), // RFC 5233
    MAILBOX("mailbox"), // RFC 5490 §3
    DATE("date"), // RFC 5260 §4, §5
    INDEX("index"), // RFC 5260 §6
    VACATION("vacation"), // RFC 5230
    VACATION_SECONDS("vacation-seconds"), // RFC 6131
    SPECIAL_USE("special-use"); // RFC 8579

    private final String label;

    SieveExtension(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static Optional<SieveExtension> of(String label) {
        return Arrays.stream(values())
                .filter(extension -> extension.label.equals(label))
                .findFirst();
    }

    /** All of them, as ManageSieve says it. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(SieveExtension::label).toList();
    }
}
