package org.wardpost.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.Dialog;
import org.wardpost.mail.TestMail;

/** Clients that send a large header and stall: what they hold together has an end, and mail as people write it still comes. */
class StalledHeadersTest {
    private static final String HALF_A_MEGABYTE = ("X: " + "a".repeat(900) + "\r\n").repeat(550);

    private static TestMail mail;

    @BeforeAll
    static void start() {
        mail = TestMail.onH2();
    }

    @AfterAll
    static void stop() {
        mail.close();
    }

    @Test
    void theyAreRefusedForNowBeforeMemoryEnds() throws Exception {
        var stalled = new ArrayList<Dialog>();
        for (int i = 0; i < 200; i++) stalled.add(data().raw(HALF_A_MEGABYTE));
        assertThat(data().say("Subject: from a person\r\n\r\nx\r\n.")).startsWith("250");
        int refused = 0;
        for (var one : stalled) {
            var answer = one.say("\r\nx\r\n.");
            if (answer.startsWith("451 4.3.0")) refused++;
            else assertThat(answer).startsWith("250");
            one.say("NOOP", "250"); // what was swallowed was not read as commands
            one.close();
        }
        assertThat(refused).as("of 200 headers of 0.5 MB").isBetween(50, 199);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(data().say(HALF_A_MEGABYTE + "\r\nx\r\n.")).startsWith("250"));
    }

    private static Dialog data() throws IOException {
        var smtp = mail.smtp();
        smtp.patience(60_000);
        smtp.say("MAIL FROM:<x@far.example>", "250");
        smtp.say("RCPT TO:<" + mail.ann.address() + ">", "250");
        smtp.say("DATA", "354");
        return smtp;
    }
}
