package org.wardpost.store.message;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.SealedBytes;
import org.wardpost.vault.TamperedException;

/** What one mailbox keeps sealed of a message: its exact size and its keywords (docs/formats.md, "Rows of the store"). */
record MessageRecord(long size, Set<String> keywords) {
    private static final byte VERSION = 1;

    SealedBytes seal(CollectionKey key, UUID object) {
        return key.sealRecord(encode(), context(key, object));
    }

    static MessageRecord open(CollectionKey key, UUID object, byte[] sealed) {
        return decode(key.openRecord(SealedBytes.ofStored(sealed), context(key, object)), object);
    }

    private static ObjectContext context(CollectionKey key, UUID object) {
        return new ObjectContext(key.context().tenant(), ObjectType.MESSAGE, Part.RECORD, object);
    }

    private byte[] encode() {
        if (keywords.size() > MessageFlags.MAX_KEYWORDS) {
            throw tooMuch("more than " + MessageFlags.MAX_KEYWORDS + " keywords");
        }
        var out = new ByteArrayOutputStream(64);
        out.write(VERSION);
        out.writeBytes(ByteBuffer.allocate(8).putLong(size).array());
        out.write(keywords.size());
        for (var keyword : keywords) {
            var octets = keyword.getBytes(StandardCharsets.UTF_8);
            if (octets.length == 0 || octets.length > MessageFlags.MAX_KEYWORD_OCTETS) {
                throw tooMuch("a keyword has 1 to " + MessageFlags.MAX_KEYWORD_OCTETS + " octets");
            }
            out.write(octets.length);
            out.writeBytes(octets);
        }
        return out.toByteArray();
    }

    private static MessageRecord decode(byte[] plain, UUID object) {
        try {
            var in = ByteBuffer.wrap(plain);
            if (in.get() != VERSION) {
                throw new TamperedException(object, "A message record of an unknown version");
            }
            long size = in.getLong();
            int count = in.get() & 0xFF;
            if (count == 0) {
                return new MessageRecord(size, Set.of());
            }
            var keywords = new LinkedHashSet<String>();
            for (int i = 0; i < count; i++) {
                var octets = new byte[in.get() & 0xFF];
                in.get(octets);
                keywords.add(new String(octets, StandardCharsets.UTF_8));
            }
            return new MessageRecord(size, Set.copyOf(keywords));
        } catch (BufferUnderflowException cut) {
            throw new TamperedException(object, "A message record is cut off");
        }
    }

    private static RefusedException tooMuch(String why) {
        return new RefusedException(new Refusal.Malformed("keywords", why));
    }

    /** Keywords are content. */
    @Override
    public String toString() {
        return "MessageRecord[...]";
    }
}
