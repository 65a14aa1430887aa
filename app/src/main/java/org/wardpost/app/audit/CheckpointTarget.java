package org.wardpost.app.audit;

import java.net.URI;
import java.nio.file.Path;

/** Where copies of checkpoints go, as {@code audit.copies} of the settings names it. */
public sealed interface CheckpointTarget {
    /** A socket of this machine's syslog, usually {@code /dev/log}, where journald listens too. */
    record LocalSyslog(Path socket) implements CheckpointTarget {
        @Override
        public String toString() {
            return "syslog:" + socket;
        }
    }

    /** Syslog of another machine, by UDP. */
    record RemoteSyslog(String host, int port) implements CheckpointTarget {
        @Override
        public String toString() {
            return "syslog://" + host + ":" + port;
        }
    }

    /** A file that is only appended to. */
    record AppendedFile(Path file) implements CheckpointTarget {
        @Override
        public String toString() {
            return "file:" + file;
        }
    }

    /** An auditor's mailbox, here or elsewhere. */
    record Mailbox(String address) implements CheckpointTarget {
        /** Without the address: this may end in a log. */
        @Override
        public String toString() {
            return "mail";
        }
    }

    /** @throws IllegalArgumentException with a sentence if it is none of the four */
    static CheckpointTarget of(String text) {
        if (text.startsWith("syslog://")) {
            return remote(text);
        }
        if (text.startsWith("syslog:/")) {
            return new LocalSyslog(Path.of(text.substring("syslog:".length())));
        }
        if (text.startsWith("file:/") && !text.startsWith("file://")) {
            return new AppendedFile(Path.of(text.substring("file:".length())).normalize());
        }
        if (text.matches("mail:[^\\s@]+@[^\\s@]+")) {
            return new Mailbox(text.substring("mail:".length()));
        }
        throw wrong(text);
    }

    private static CheckpointTarget remote(String text) {
        try {
            var uri = URI.create(text);
            if (uri.getHost() == null || !uri.getRawPath().isEmpty()) {
                throw wrong(text);
            }
            return new RemoteSyslog(uri.getHost(), uri.getPort() < 0 ? 514 : uri.getPort());
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "\"" + text
                        + "\" is no place for checkpoints; write \"syslog:/dev/log\", \"syslog://host:514\", \"file:/path\" or \"mail:auditor@domain\"");
    }
}
