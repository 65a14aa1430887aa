package org.wardpost.benchmarks.peers;

import java.util.List;

/** A mail server under measure, on loopback, with some accounts that share one password. Runs from its making until {@link #close}. */
public interface Peer extends AutoCloseable {
    /** How {@code --peers} calls it. */
    String id();

    /** How the table calls it. */
    String name();

    int lmtpPort();

    /** IMAP without TLS; takes logins from loopback. */
    int imapPort();

    int imapsPort();

    /** SMTP without TLS; takes mail for the accounts. */
    int smtpPort();

    List<String> addresses();

    String password();

    /** Ends its processes; the mail stays. */
    void stop();

    /** Starts it again after {@link #stop}; returns when it takes connections. */
    void start();

    /** Waits for as long as it needs to give back the memory that it no longer uses. */
    void settle() throws InterruptedException;

    /** Resident memory of all its processes, in octets (proportional set size, so shared pages count once). */
    long residentOctets();

    @Override
    void close();
}
