package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Debian's Postfix as an instance of its own: takes mail by SMTP, syncs it to its queue, hands it on by LMTP. */
final class PostfixFront {
    private static final String[] SHARED = {"postfix-files", "dynamicmaps.cf", "dynamicmaps.cf.d", "postfix-files.d"};

    private final Path folder;
    private final int port = Ports.free();
    private @Nullable Process process;

    /** @param lmtp where mail goes */
    PostfixFront(Path folder, int lmtp) {
        this.folder = folder;
        try {
            Files.createDirectories(folder.resolve("queue"));
            Files.createDirectories(folder.resolve("data"));
            Commands.run("chown", "postfix", folder.resolve("data").toString());
            for (var name : SHARED) {
                var theirs = Path.of("/etc/postfix").resolve(name);
                if (Files.exists(theirs)) Files.createSymbolicLink(folder.resolve(name), theirs);
            }
            var values = Map.of("FOLDER", folder.toString(), "PORT", "" + port, "LMTP", "" + lmtp);
            Files.writeString(folder.resolve("main.cf"), Template.filled("postfix-main.cf", values));
            Files.writeString(folder.resolve("master.cf"), Template.filled("postfix-master.cf", values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    void start() {
        try {
            process = new ProcessBuilder("postfix", "-c", folder.toString(), "start-fg")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("postfix.out").toFile())
                    .start();
            Ports.await(port, folder.resolve("postfix.out"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        try {
            if (process != null && process.isAlive()) Commands.run("postfix", "-c", folder.toString(), "stop");
        } catch (IOException alreadyGone) {
            // ended below, however it is
        }
        Commands.end(process);
    }
}
