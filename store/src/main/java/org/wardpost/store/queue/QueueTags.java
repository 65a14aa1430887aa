package org.wardpost.store.queue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.LookupField;
import org.wardpost.vault.LookupTag;

/**
 * What a queue row may be removed by: keyed tags one behind the other, each after a byte for its kind. Removing is rare, so they
 * are looked through row by row and cost an enqueued mail nothing.
 */
record QueueTags(byte[] stored) {
    private static final byte NAME = 1;
    private static final byte SENDER = 2;
    private static final byte RECIPIENT = 3;
    private static final int LENGTH = 1 + LookupTag.LENGTH;

    static QueueTags of(AccountKey server, QueueDraft draft) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(tag(server, new QueueFilter.ByName(draft.name())));
        draft.senderTags().forEach(sender -> out.writeBytes(tag(server, new QueueFilter.BySender(sender))));
        draft.recipientTags().forEach(each -> out.writeBytes(tag(server, new QueueFilter.ByRecipient(each))));
        return new QueueTags(out.toByteArray());
    }

    /** The tag that a row must have to be meant; empty if every row is. */
    static byte[] tag(AccountKey server, QueueFilter filter) {
        return switch (filter) {
            case QueueFilter.All() -> new byte[0];
            case QueueFilter.ByName(var name) -> tag(server, NAME, LookupField.QUEUE_NAME, name);
            case QueueFilter.BySender(var sender) -> tag(server, SENDER, LookupField.SENDER, sender);
            case QueueFilter.ByRecipient(var recipient) -> tag(server, RECIPIENT, LookupField.RECIPIENT, recipient);
        };
    }

    boolean match(byte[] tag) {
        if (tag.length == 0) {
            return true;
        }
        for (int at = 0; at + LENGTH <= stored.length; at += LENGTH) {
            if (Arrays.equals(stored, at, at + LENGTH, tag, 0, LENGTH)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] tag(AccountKey server, byte kind, LookupField field, String text) {
        var tag = new byte[LENGTH];
        tag[0] = kind;
        System.arraycopy(
                server.lookup(field, ("tag " + text).getBytes(StandardCharsets.UTF_8))
                        .bytes(),
                0,
                tag,
                1,
                LookupTag.LENGTH);
        return tag;
    }
}
