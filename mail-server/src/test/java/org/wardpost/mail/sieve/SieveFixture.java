package org.wardpost.mail.sieve;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs a script on a message, both given as text. */
final class SieveFixture {
    static final SieveSettings SETTINGS = new SieveSettings(
            256 * 1024,
            8,
            50,
            64,
            new SieveSettings.VacationDays(1, 7, 90),
            Duration.ofMinutes(30),
            Duration.ofMinutes(5),
            20);

    private SieveFixture() {}

    static List<SieveAction> run(String script, String message) throws SieveSyntaxException {
        return run(script, message, "me@blah.com", "you@ward.example", Set.of());
    }

    static List<SieveAction> run(String script, String message, String from, String to, Set<String> mailboxes)
            throws SieveSyntaxException {
        var parsed = SieveScript.parse(script.getBytes(StandardCharsets.UTF_8), SETTINGS);
        return parsed.run(message(message), context(from, to, mailboxes));
    }

    static SieveMessage message(String text) {
        byte[] octets = text.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        var crlf = new String(octets, StandardCharsets.ISO_8859_1);
        int end = crlf.indexOf("\r\n\r\n");
        var header = crlf.substring(0, end < 0 ? crlf.length() : end + 2).getBytes(StandardCharsets.ISO_8859_1);
        return new MimeSieveMessage(header, octets.length, () -> new ByteArrayInputStream(octets));
    }

    static SieveContext context(String from, String to, Set<String> mailboxes) {
        return new SieveContext() {
            @Override
            public Optional<String> sender() {
                return from.isEmpty() ? Optional.empty() : Optional.of(from);
            }

            @Override
            public String recipient() {
                return to;
            }

            @Override
            public ZonedDateTime now() {
                return ZonedDateTime.of(2026, 11, 24, 23, 30, 5, 0, ZoneOffset.UTC);
            }

            @Override
            public boolean mailboxExists(String name) {
                return mailboxes.contains(name);
            }

            @Override
            public boolean specialUseExists(Optional<String> mailbox, String use) {
                return mailboxes.contains(use) && mailbox.map("Spam"::equals).orElse(true);
            }
        };
    }
}
