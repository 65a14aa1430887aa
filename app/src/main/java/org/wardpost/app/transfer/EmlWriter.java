package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.wardpost.store.message.StoredMessage;
import org.wardpost.vault.TamperedException;

/** One file a message, named by its UID, in a folder named as its mailbox; the file's time is the message's internal date. */
final class EmlWriter implements MailWriter {
    private final Path root;

    EmlWriter(Path root) {
        this.root = root;
    }

    @Override
    public Box begin(String mailbox) throws IOException {
        var folder = PrivateFiles.folder(FileNames.folder(root, mailbox));
        return new Box() {
            @Override
            public void write(StoredMessage message) throws IOException {
                copy(message, folder.resolve("%010d.eml".formatted(message.uid())));
            }

            @Override
            public void close() {}
        };
    }

    /** Writes the octets of a message into a new file. */
    static void copy(StoredMessage message, Path file) throws IOException {
        try (var in = message.openBody();
                var out = PrivateFiles.create(file)) {
            in.transferTo(out);
        } catch (TamperedException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        Files.setLastModifiedTime(file, FileTime.from(message.internalDate()));
    }
}
