package org.wardpost.app.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.wardpost.store.message.StoredMessage;

/** Writes mailboxes in one format. */
interface MailWriter {
    /** Begins a mailbox. */
    Box begin(String mailbox) throws IOException;

    /** One mailbox being written. */
    interface Box extends Closeable {
        /** @throws org.wardpost.vault.TamperedException if the message is not what was stored; nothing of it is left in a file then */
        void write(StoredMessage message) throws IOException;
    }

    static MailWriter of(ExportFormat format, Path root) {
        return switch (format) {
            case EML -> new EmlWriter(root);
            case MAILDIR -> new MaildirWriter(root);
            case MBOX -> new MboxWriter(root);
        };
    }
}
