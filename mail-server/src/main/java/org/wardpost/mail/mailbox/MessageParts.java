package org.wardpost.mail.mailbox;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.store.message.StoredMessage;

/** What lies sealed of one stored message, opened at most once and only when asked for. Used by one thread at a time. */
final class MessageParts {
    private final Supplier<StoredMessage> finding;
    private @Nullable StoredMessage found;
    private @Nullable MessageSummary summary;

    MessageParts(Supplier<StoredMessage> finding) {
        this.finding = finding;
    }

    static MessageParts of(StoredMessage message) {
        return new MessageParts(() -> message);
    }

    StoredMessage message() {
        var known = found;
        if (known == null) {
            known = finding.get();
            found = known;
        }
        return known;
    }

    /** @throws org.wardpost.vault.TamperedException if it is not what was sealed */
    MessageSummary summary() {
        var known = summary;
        if (known == null) {
            known = MessageSummary.decode(message().summary());
            summary = known;
        }
        return known;
    }

    Slice slice(long from, long to) {
        return new Slice(() -> message().body(), from, to);
    }
}
