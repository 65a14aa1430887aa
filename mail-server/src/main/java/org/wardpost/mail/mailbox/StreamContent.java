package org.wardpost.mail.mailbox;

import java.io.InputStream;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Content;

/** A message that is read once, as it comes. */
record StreamContent(InputStream stream) implements Content {
    @Override
    public InputStream getInputStream() {
        return stream;
    }

    /** @throws MailboxException always: nobody knows before it is read */
    @Override
    public long size() throws MailboxException {
        throw new MailboxException("The size of a stream is not known");
    }
}
