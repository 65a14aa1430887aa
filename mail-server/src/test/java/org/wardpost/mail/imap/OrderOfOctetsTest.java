package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** James 3.9.0 mixed octets of several messages (james-3.8.1.md): fetched 60 times, 50 random messages are always the same. */
@Timeout(120)
class OrderOfOctetsTest {
    @Test
    void everythingIsFetchedAsItWasAppended() throws IOException {
        var random = new Random(20261124);
        try (var server = ImapFixture.onH2();
                var client = server.login(server.newPerson())) {
            var messages = new ArrayList<String>();
            for (int i = 0; i < 50; i++) {
                var message = new StringBuilder("Subject: " + i + "\r\n\r\n");
                int size = i % 10 == 0 ? 200_000 : random.nextInt(20_000);
                while (message.length() < size)
                    message.append(Long.toString(random.nextLong(), 36)).append(random.nextInt(5) == 0 ? "\r\n" : " ");
                messages.add(message.toString());
                client.append("INBOX", message.toString());
            }
            client.ok("SELECT INBOX");
            for (int round = 0; round < 60; round++) {
                var responses = client.ok("FETCH 1:* (UID BODY.PEEK[])");
                assertThat(responses).hasSize(51);
                for (int i = 0; i < 50; i++) {
                    var message = messages.get(i);
                    assertThat(responses.get(i))
                            .isEqualTo("* " + (i + 1) + " FETCH (UID " + (i + 1) + " BODY[] {" + message.length()
                                    + "}\r\n" + message + ")");
                }
            }
        }
    }
}
