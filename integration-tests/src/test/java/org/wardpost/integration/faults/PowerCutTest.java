package org.wardpost.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.TestMail;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/** A power cut takes what is not on the platter: an {@code fsync} of the data folder stands before every acknowledgement. */
class PowerCutTest {
    private record Acknowledged(String what, double asked, double answered) {}

    private final List<Acknowledged> acknowledged = new ArrayList<>();

    @Test
    void anFsyncOfTheDataFolderStandsBetweenTheLastOctetAndTheAnswer(@TempDir Path root) {
        try (var server = RunningServer.quickstart(root, "--demo-users", "1")) {
            var nurse = server.account(0);
            try (var trace = new SyncTrace(
                    server.pid(), root.resolve("trace"), server.folders().data())) {
                for (int round = 0; round < 4; round++) {
                    delivery(server, nurse, "lmtp", round);
                    delivery(server, nurse, "smtp", round);
                    mailbox(server, nurse, round);
                }
                var syncs = trace.syncs();
                assertThat(acknowledged)
                        .hasSize(24)
                        .allSatisfy(a -> assertThat(syncs)
                                .as(a.what())
                                .anyMatch(sync -> sync.began() >= a.asked() && sync.ended() <= a.answered()));
            }
        }
    }

    private void delivery(RunningServer server, RunningServer.MailAccount to, String protocol, int round) {
        try (var smtp =
                protocol.equals("lmtp") ? SmtpWire.lmtp(server.port("lmtp")) : SmtpWire.smtp(server.port("smtp"))) {
            smtp.expect("MAIL FROM:<a@outside.example>", "250");
            smtp.expect("RCPT TO:<" + to.address() + ">", "250");
            smtp.expect("DATA", "354");
            smtp.connection().send("Subject: x\r\n\r\nround " + round + "\r\n");
            timed(protocol + " DATA", () -> assertThat(smtp.command(".")).startsWith("250"));
        }
    }

    private void mailbox(RunningServer server, RunningServer.MailAccount nurse, int round) {
        try (var imap = ImapWire.login(server.port("imaps"), nurse.address(), nurse.password())) {
            timed(
                    "APPEND",
                    () -> imap.append("INBOX", "", TestMail.of("power-" + round))
                            .ok());
            imap.command("SELECT INBOX").ok();
            timed(
                    "STORE",
                    () -> imap.command("STORE * +FLAGS (power" + round + ")").ok());
            timed("CREATE", () -> imap.command("CREATE power" + round).ok());
            timed("MOVE", () -> imap.command("MOVE * power" + round).ok());
        }
    }

    private void timed(String what, Runnable command) {
        double asked = now();
        command.run();
        acknowledged.add(new Acknowledged(what, asked, now()));
    }

    private static double now() {
        var now = Instant.now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }
}
