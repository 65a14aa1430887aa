package org.wardpost.integration.soak;

import java.io.IOException;

/** Somebody who uses the server in every round of a soak, and remembers what it acknowledged. */
interface Party {
    /** For the table: which program does what. */
    String name();

    /** Once, on the running server, before the first round. */
    default void prepare() throws IOException {}

    /** Works until the round is over or the server is gone. */
    void work(Round round) throws IOException;

    /** After a restart. @throws AssertionError that says what the log and the server disagree about */
    void check() throws IOException;

    /** What was done and acknowledged until now, in words for the table. */
    String done();

    /** What is given back at the end of the soak, a program for instance. */
    default void close() {}
}
