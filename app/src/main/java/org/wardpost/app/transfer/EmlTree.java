package org.wardpost.app.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code .eml} files in folders; each folder is a mailbox. */
final class EmlTree implements MailSource {
    private final Path root;
    private final List<Path> files;

    EmlTree(Path root) throws IOException {
        this.root = root;
        try (var walk = Files.walk(root)) {
            this.files = walk.filter(
                            file -> file.getFileName().toString().endsWith(".eml") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public long length() {
        return files.size();
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        var steps = 0L;
        for (var file : files) {
            var relative = Files.isDirectory(root) ? root.relativize(file) : file.getFileName();
            var folder = relative.getParent();
            var message = new SourceMessage(
                    relative.toString(),
                    folder == null ? "" : FileNames.mailbox(folder),
                    0,
                    Optional.of(Files.getLastModifiedTime(file).toInstant()),
                    () -> Files.newInputStream(file));
            taker.take(message, ++steps);
        }
    }
}
