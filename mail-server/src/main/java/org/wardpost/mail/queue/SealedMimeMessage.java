package org.wardpost.mail.queue;

import java.util.Properties;
import javax.mail.Session;
import org.apache.james.server.core.MimeMessageWrapper;
import org.wardpost.store.blob.ObjectSource;

/** A message that lies sealed. As long as nobody changes it, it goes on by reference: re-wrapped, not sealed again. */
public final class SealedMimeMessage extends MimeMessageWrapper {
    private static final Session SESSION = Session.getInstance(new Properties());

    private final ObjectSource object;

    public SealedMimeMessage(ObjectSource object) {
        super(SESSION, new SealedMessageSource(object));
        this.object = object;
    }

    /** The octets as they were taken in; not what the message is once it {@link #isModified}. */
    public ObjectSource object() {
        return object;
    }

    /** The same message for another mail: what either changes, the other does not see. */
    SealedMimeMessage share() {
        return new SealedMimeMessage(object);
    }
}
