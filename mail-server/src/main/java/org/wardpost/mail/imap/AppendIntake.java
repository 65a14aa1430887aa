package org.wardpost.mail.imap;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.james.mailbox.model.Content;

/** Where the octets of an APPEND go while they arrive: into the sealed spool, so that no message lies whole in memory. */
public interface AppendIntake {
    /** @param size octets announced */
    Receiving open(long size) throws IOException;

    /** One message on its way in. Used by one thread; closed whether or not it was finished. */
    interface Receiving extends Closeable {
        OutputStream out();

        /** All octets have come. What is returned lives until {@link #close}. */
        Content finish() throws IOException;

        @Override
        void close();
    }
}
