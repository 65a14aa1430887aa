package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.wardpost.store.message.StoredMessage;

/** Maildir++: INBOX is the folder itself, {@code Ward/Rota} is {@code .Ward.Rota} in it; flags are in the names, dates in the files' times. */
final class MaildirWriter implements MailWriter {
    private final Path root;

    MaildirWriter(Path root) {
        this.root = root;
    }

    @Override
    public Box begin(String mailbox) throws IOException {
        var folder = FileNames.maildirFolder(root, mailbox);
        for (var part : new String[] {"cur", "new", "tmp"}) {
            PrivateFiles.folder(folder.resolve(part));
        }
        if (!mailbox.equals("INBOX")) {
            PrivateFiles.create(folder.resolve("maildirfolder")).close();
        }
        return new Box() {
            @Override
            public void write(StoredMessage message) throws IOException {
                var unique = message.internalDate().getEpochSecond() + ".U" + message.uid() + ".wardpost";
                var temporary = folder.resolve("tmp").resolve(unique);
                EmlWriter.copy(message, temporary);
                var name = unique + ":2," + MaildirTree.letters(message.flags().bits());
                Files.move(temporary, folder.resolve("cur").resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }

            @Override
            public void close() {}
        };
    }
}
