package org.wardpost.mail.queue;

import javax.mail.MessagingException;

/** A mailet could not do its work now (database away, mailbox locked): the whole mail is tried again later. */
public final class TransientMailetException extends MessagingException {
    private static final long serialVersionUID = 1;

    public TransientMailetException(String why) {
        super(why);
    }
}
