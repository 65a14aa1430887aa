package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wardpost.identity.operation.OperationRefused;

/** Files that hold mail. */
interface MailSource {
    /** How many steps {@link #forEach} takes, for showing progress: messages, or bytes of an mbox. */
    long length() throws IOException;

    /** Hands over each message in order, with the steps taken so far. */
    void forEach(Taker taker) throws IOException;

    interface Taker {
        void take(SourceMessage message, long steps) throws IOException;
    }

    /**
     * Finds out what {@code path} is: a Maildir (it has {@code cur}), a folder of Maildirs, a folder of {@code .eml} files or, where
     * there are none, of mbox files, one {@code .eml} file, or an mbox (it begins with {@code "From "}).
     * @throws OperationRefused if it is nothing of these
     */
    static MailSource of(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new OperationRefused("There is nothing at " + path + ", or user " + System.getProperty("user.name")
                    + ", as whom the server runs, may not look there.");
        }
        if (!Files.isReadable(path)) {
            throw new OperationRefused("User " + System.getProperty("user.name")
                    + ", as whom the server runs, may not read " + path + ".");
        }
        if (Files.isDirectory(path)) {
            var maildirs = MaildirTree.in(path);
            if (!maildirs.isEmpty()) return new MaildirTree(path, maildirs);
            var files = new EmlTree(path);
            if (files.length() > 0) return files;
            var boxes = new MboxTree(path);
            if (boxes.length() > 0) return boxes;
            throw new OperationRefused("There is no Maildir, no .eml file and no mbox in " + path + ".");
        }
        if (Mbox.isOne(path)) {
            return new Mbox(path);
        }
        if (path.getFileName().toString().endsWith(".eml")) {
            return new EmlTree(path);
        }
        throw new OperationRefused(
                path + " is no mbox (it does not begin with \"From \"), no Maildir and no .eml file.");
    }
}
