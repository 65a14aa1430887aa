package org.wardpost.integration.timing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.WireConnection;

/** A way to log in, up to the answer that refuses. */
enum Door {
    IMAP_LOGIN("IMAP LOGIN") {
        @Override
        long refuse(RunningServer server, String from, String user, String password) {
            try (var wire = tls(server, "imaps", from)) {
                wire.line();
                return answered(wire, "A LOGIN " + user + " " + password, "A NO");
            }
        }
    },
    IMAP_PLAIN("IMAP AUTHENTICATE PLAIN") {
        @Override
        long refuse(RunningServer server, String from, String user, String password) {
            try (var wire = tls(server, "imaps", from)) {
                wire.line();
                return answered(wire, "A AUTHENTICATE PLAIN " + plain(user, password), "A NO");
            }
        }
    },
    SUBMISSION("SMTP AUTH PLAIN") {
        @Override
        long refuse(RunningServer server, String from, String user, String password) {
            try (var wire = tls(server, "submissions", from)) {
                wire.line();
                answered(wire, "EHLO client.test", "250 ");
                return answered(wire, "AUTH PLAIN " + plain(user, password), "535");
            }
        }
    },
    MANAGESIEVE("ManageSieve AUTHENTICATE PLAIN") {
        @Override
        long refuse(RunningServer server, String from, String user, String password) {
            try (var wire = WireConnection.plain(server.port("managesieve"), from)) {
                while (!wire.line().startsWith("OK")) continue;
                answered(wire, "STARTTLS", "OK");
                wire.startTls();
                while (!wire.line().startsWith("OK")) continue;
                return answered(wire, "AUTHENTICATE \"PLAIN\" \"" + plain(user, password) + "\"", "NO");
            }
        }
    };

    final String text;

    Door(String text) {
        this.text = text;
    }

    /** @return nanoseconds from the password to the refusal */
    abstract long refuse(RunningServer server, String from, String user, String password);

    private static WireConnection tls(RunningServer server, String port, String from) {
        var wire = WireConnection.plain(server.port(port), from);
        wire.startTls();
        return wire;
    }

    private static long answered(WireConnection wire, String command, String expected) {
        long began = System.nanoTime();
        wire.send(command + "\r\n");
        while (true) {
            var line = wire.line();
            if (line.startsWith(expected)) return System.nanoTime() - began;
            if (!line.startsWith("*") && !line.startsWith("250-")) throw new AssertionError(command + " got " + line);
        }
    }

    private static String plain(String user, String password) {
        return Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    }
}
