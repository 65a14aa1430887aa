package org.wardpost.mail.queue;

import java.io.InputStream;
import org.apache.james.server.core.MimeMessageSource;
import org.wardpost.store.blob.ObjectSource;

/** A sealed object as James's source of a message: opened anew for each reader, never copied. */
final class SealedMessageSource implements MimeMessageSource {
    private final ObjectSource object;

    SealedMessageSource(ObjectSource object) {
        this.object = object;
    }

    ObjectSource object() {
        return object;
    }

    @Override
    public String getSourceId() {
        return object.id().toString();
    }

    @Override
    public InputStream getInputStream() {
        return object.open();
    }

    @Override
    public long getMessageSize() {
        return object.size();
    }
}
