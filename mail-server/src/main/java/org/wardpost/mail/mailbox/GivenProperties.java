package org.wardpost.mail.mailbox;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.apache.james.mailbox.store.mail.model.Property;
import org.apache.james.mailbox.store.mail.model.impl.Properties;
import org.apache.james.mailbox.store.mail.model.impl.PropertyBuilder;

/**
 * What a caller of {@code MessageMapper.add} says of a message: where its body begins, and properties of any kind. No protocol comes this
 * way; James's contract wants to read both again as they were given.
 */
record GivenProperties(long bodyStart, Optional<Long> textualLineCount, List<Property> properties) {
    static GivenProperties of(MailboxMessage message) {
        return new GivenProperties(
                message.getHeaderOctets(),
                Optional.ofNullable(message.getTextualLineCount()),
                message.getProperties().toProperties());
    }

    Properties toJames() {
        var builder = new PropertyBuilder(properties);
        textualLineCount.ifPresent(builder::setTextualLineCount);
        return builder.build();
    }

    byte[] encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(bodyStart);
            out.writeLong(textualLineCount.orElse(-1L));
            out.writeInt(properties.size());
            for (var property : properties) {
                out.writeUTF(property.getNamespace());
                out.writeUTF(property.getLocalName());
                out.writeUTF(property.getValue());
            }
        } catch (IOException tooLong) {
            throw new UncheckedIOException(tooLong);
        }
        return bytes.toByteArray();
    }

    static GivenProperties decode(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long bodyStart = in.readLong();
            long lines = in.readLong();
            int count = in.readInt();
            var properties = new ArrayList<Property>();
            for (int i = 0; i < count; i++) {
                properties.add(new Property(in.readUTF(), in.readUTF(), in.readUTF()));
            }
            return new GivenProperties(bodyStart, lines < 0 ? Optional.empty() : Optional.of(lines), properties);
        } catch (IOException cut) {
            throw new UncheckedIOException(cut);
        }
    }
}
