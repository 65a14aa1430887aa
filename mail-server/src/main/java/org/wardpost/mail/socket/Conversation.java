package org.wardpost.mail.socket;

import java.io.IOException;

/** What is said on one connection, from greeting to farewell; runs on a virtual thread of its own and may block. */
@FunctionalInterface
public interface Conversation {
    /** @throws IOException when the peer is gone or was too slow; the connection is then closed and nothing is logged */
    void hold(Connection connection) throws IOException;
}
