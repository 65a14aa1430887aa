package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Hands a login to identity and answers it: in one and the same way whatever was wrong. */
final class Logins {
    private static final int FAILURES = 3; // on one connection, then it ends

    private final ImapLogin door;

    Logins(ImapLogin door) {
        this.door = door;
    }

    /** @param actFor empty if the user means itself */
    record Credentials(byte[] user, byte[] password, byte[] actFor) {
        @Override
        public String toString() {
            return "Credentials[...]";
        }
    }

    /** @param refusal the words for whatever is wrong */
    void login(Credentials credentials, String refusal, ImapConnection client, Answer answer) throws IOException {
        if (client.loginDisabled()) {
            answer.no("PRIVACYREQUIRED", "failed. TLS first."); // RFC 5530 §3
            return;
        }
        switch (ask(credentials, client)) {
            case ImapLogin.Outcome.Accepted(var session) -> {
                client.authenticated(session);
                answer.ok("CAPABILITY " + Capabilities.of(client)); // RFC 3501 §6.2.3 lets it: one round trip less
            }
            case ImapLogin.Outcome.Busy() -> answer.no("UNAVAILABLE", "failed. Too many logins wait, try again.");
            case ImapLogin.Outcome.Refused(var delay) -> {
                pause(delay);
                refuse(refusal, client, answer);
            }
        }
    }

    private static void refuse(String refusal, ImapConnection client, Answer answer) throws IOException {
        boolean enough = client.loginFailed() >= FAILURES;
        if (enough) answer.untagged("BYE Login failed too many times.");
        answer.no("AUTHENTICATIONFAILED", refusal);
        if (enough) client.logout();
    }

    private ImapLogin.Outcome ask(Credentials credentials, ImapConnection client) {
        char[] password = {};
        try {
            password = chars(credentials.password);
            String user = new String(chars(credentials.user));
            String actFor = new String(chars(credentials.actFor));
            return door.login(user, password, actFor.isEmpty() ? Optional.empty() : Optional.of(actFor), client.peer());
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(credentials.password, (byte) 0);
        }
    }

    /** UTF-8 (RFC 4616 §2), or else one octet a character: an old client's Latin-1 password is a wrong one, not a fault. */
    private static char[] chars(byte[] octets) {
        try {
            var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets));
            char[] chars = new char[decoded.remaining()];
            decoded.get(chars);
            return chars;
        } catch (CharacterCodingException e) {
            return new String(octets, StandardCharsets.ISO_8859_1).toCharArray();
        }
    }

    /** On the thread of the command, which is a virtual one: nobody else waits. */
    private static void pause(java.time.Duration delay) throws IOException {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImapWriter.ConnectionLost("interrupted");
        }
    }
}
