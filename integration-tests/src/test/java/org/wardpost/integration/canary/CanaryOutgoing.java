package org.wardpost.integration.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.RunningServer.MailAccount;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/**
 * Mail to other servers: one that refuses, so that a report with everything in it goes back, one that puts off and one that is
 * dead, so that mail lies in the queue.
 */
final class CanaryOutgoing implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Phrases phrases;
    private final Transcript transcript;
    private final NextHop refusing;
    private final NextHop deferring;

    CanaryOutgoing(Phrases phrases, Transcript transcript) {
        this.phrases = phrases;
        this.transcript = transcript;
        this.refusing = NextHop.answering(
                transcript.add("550 5.1.1 " + phrases.word("words of a refusal") + " is no patient here"));
        this.deferring = NextHop.answering(
                transcript.add("451 4.2.0 " + phrases.word("words of a delay") + ": come back later"));
    }

    /** For the settings file. */
    String settings() {
        return """
                [outgoing]
                tls = "none"
                [outgoing.routes]
                "dead.example" = "127.0.0.1:1"
                "refused.example" = "127.0.0.1:%d"
                "later.example" = "127.0.0.1:%d"
                """.formatted(refusing.port(), deferring.port());
    }

    /** Returns when the report lies in the sender's INBOX, and the other two were tried and wait. */
    void everything(RunningServer server, CanaryOperator operator) {
        var nurse = server.account(0);
        send(server, nurse, "dead recipient", "dead.example");
        send(server, nurse, "deferred recipient", "later.example");
        send(server, nurse, "refused recipient", "refused.example");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(report(server, nurse))
                        .contains(
                                phrases.word("words of a refusal"),
                                phrases.word("refused recipient"),
                                phrases.word("refused recipient") + " body"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(operator.queue())
                        .contains(phrases.word("words of a delay"), phrases.word("dead recipient"))
                        .doesNotContain(phrases.word("refused recipient")));
    }

    private void send(RunningServer server, MailAccount from, String place, String domain) {
        var phrase = phrases.word(place);
        var to = phrase + "@" + domain;
        try (var smtp = SmtpWire.submissions(server.port("submissions"), from.address(), from.password())) {
            smtp.expect("MAIL FROM:<" + from.address() + "> RET=FULL", "250");
            smtp.expect("RCPT TO:<" + to + ">", "250");
            smtp.expect("DATA", "354");
            var mail = transcript.add(CanaryMail.small(from.address(), to, phrase + " body"));
            smtp.connection().send(mail);
            CanaryRun.expect250(List.of(smtp.command(".")));
        }
    }

    private static String report(RunningServer server, MailAccount of) {
        try (var imap = ImapWire.login(server.port("imaps"), of.address(), of.password())) {
            imap.command("SELECT INBOX").ok();
            var found = imap.command("UID SEARCH SUBJECT \"could not be delivered\"").ok().lines().stream()
                    .filter(line -> line.matches("\\* SEARCH \\d+"))
                    .findFirst();
            return found.map(line -> imap.bodies(line.substring("* SEARCH ".length())))
                    .map(bodies -> new String(bodies.getFirst(), StandardCharsets.UTF_8))
                    .orElse("");
        }
    }

    @Override
    public void close() {
        refusing.close();
        deferring.close();
    }
}
