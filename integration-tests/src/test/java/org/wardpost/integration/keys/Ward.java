package org.wardpost.integration.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** Mail in and out of one account, to see that a server with that root key serves. */
final class Ward {
    static final String PASSWORD = "ward-test-password";
    private static final byte[] MESSAGE = "From: ann@ward.example\r\nSubject: bed 4\r\n\r\nMrs Hill has slept well\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    private Ward() {}

    /** Puts a message into a mailbox of its own by IMAP. */
    static void store(RunningServer server, String password) {
        try (var imap = ImapWire.login(server.port("imaps"), server.account(0).address(), password)) {
            imap.command("CREATE Kept").ok();
            imap.append("Kept", "", MESSAGE).ok();
        }
    }

    /** It is there, and as it was. */
    static void assertKept(RunningServer server, String password) {
        try (var imap = ImapWire.login(server.port("imaps"), server.account(0).address(), password)) {
            imap.command("SELECT Kept").ok();
            assertThat(imap.bodies("1:*")).containsExactly(MESSAGE);
        }
    }

    /** Mail comes in by LMTP, and the answer means that it is in the mailbox. */
    static void deliver(RunningServer server) {
        try (var lmtp = SmtpWire.lmtp(server.port("lmtp"))) {
            assertThat(lmtp.send("rota@ward.example", List.of(server.account(0).address()), MESSAGE))
                    .allMatch(reply -> reply.startsWith("250"));
        }
    }
}
