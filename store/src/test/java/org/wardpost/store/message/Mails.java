package org.wardpost.store.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Store;
import org.wardpost.store.TestStore;
import org.wardpost.store.blob.SpooledObject;
import org.wardpost.vault.ObjectType;

/** Makes and reads messages in tests. */
public final class Mails {
    private final TestStore test;

    public Mails(TestStore test) {
        this.test = test;
    }

    public Store store() {
        return test.store();
    }

    public CollectionId mailbox() {
        return test.newMailbox().id();
    }

    public CollectionId mailboxBeside(CollectionId other) {
        return test.newMailbox(other.owner(), "Box " + UUID.randomUUID()).id();
    }

    public SpooledObject spooled(byte[] content) {
        try (var spooling = store().spool().open(ObjectType.MESSAGE)) {
            spooling.write(content);
            var object = spooling.finish();
            object.summary(("summary of " + content.length).getBytes(StandardCharsets.UTF_8));
            return object;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public SpooledObject spooled(String content) {
        return spooled(content.getBytes(StandardCharsets.UTF_8));
    }

    public static MessageDraft draft(SpooledObject object, MessageFlags flags) {
        return new MessageDraft(
                object, flags, Instant.parse("2026-11-01T10:11:12.345Z"), ThreadLinks.NONE, Optional.empty());
    }

    public static ThreadLinks links(String id, String subject, String... references) {
        return new ThreadLinks(Optional.of(id), List.of(references), subject);
    }

    public Appended append(CollectionId target, String content) {
        return append(target, content, MessageFlags.NONE);
    }

    public Appended append(CollectionId target, String content, MessageFlags flags) {
        try (var object = spooled(content)) {
            return store().messages().append(target, draft(object, flags));
        }
    }

    public Appended append(CollectionId target, String content, ThreadLinks links) {
        try (var object = spooled(content)) {
            var draft = new MessageDraft(object, MessageFlags.NONE, Instant.EPOCH, links, Optional.empty());
            return store().messages().append(target, draft);
        }
    }

    public List<StoredMessage> all(CollectionId mailbox) {
        return store().messages().read(mailbox, UidSet.ALL, true).toList();
    }

    public String content(StoredMessage message) {
        try (var stream = message.openBody()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String content(CollectionId mailbox, long uid) {
        return content(store().messages().find(mailbox, uid).orElseThrow());
    }
}
