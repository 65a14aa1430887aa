package org.wardpost.benchmarks.peers;

import java.util.List;

/** A mail server under measure, running on loopback with some accounts that share one password. */
public interface Peer extends AutoCloseable {
    /** How the table calls it. */
    String name();

    int lmtpPort();

    int imapsPort();

    /** Port of plain SMTP, or 0 where the peer has none. */
    int smtpPort();

    List<String> addresses();

    String password();

    /** Resident memory of all its processes, in octets (proportional set size, so shared pages count once). */
    long residentOctets();

    @Override
    void close();
}
