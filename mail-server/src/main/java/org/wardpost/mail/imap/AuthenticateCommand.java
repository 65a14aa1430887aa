package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;

/** AUTHENTICATE PLAIN (RFC 4616) and LOGIN (draft-murchison-sasl-login, which old Outlook wants), both with or without an
 * initial response (RFC 4959). */
final class AuthenticateCommand implements Command {
    private static final String REFUSAL = "failed. Authentication failed.";

    private final Logins logins;

    AuthenticateCommand(Logins logins) {
        this.logins = logins;
    }

    @Override
    public String name() {
        return "AUTHENTICATE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.STRANGER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException {
        arguments.space();
        var mechanism = arguments.astring().toUpperCase(Locale.ROOT);
        byte[] first = arguments.more() ? arguments.astringOctets() : null;
        arguments.end();
        if (client.loginDisabled()) {
            answer.no("PRIVACYREQUIRED", "failed. TLS first."); // RFC 5530 §3
            return;
        }
        switch (mechanism) {
            case "PLAIN" ->
                logins.login(plain(first != null ? decoded(first) : ask("", client, answer)), REFUSAL, client, answer);
            case "LOGIN" -> {
                byte[] user = first != null ? decoded(first) : ask("VXNlciBOYW1lAA==", client, answer);
                byte[] password = ask("UGFzc3dvcmQA", client, answer);
                logins.login(new Logins.Credentials(user, password, new byte[0]), REFUSAL, client, answer);
            }
            default -> answer.no("CANNOT", "failed. Authentication mechanism is unsupported.");
        }
    }

    private static byte[] ask(String challenge, ImapConnection client, Answer answer) throws IOException {
        answer.continuation(challenge);
        try {
            byte[] line = client.nextLine().get();
            int end = line.length;
            while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r')) end--;
            if (end == 1 && line[0] == '*') throw new Malformed("cancelled"); // RFC 3501 §6.2.2
            return decoded(Arrays.copyOf(line, end));
        } catch (CancellationException | ExecutionException left) {
            throw new ImapWriter.ConnectionLost("the client left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImapWriter.ConnectionLost("interrupted");
        }
    }

    private static byte[] decoded(byte[] base64) {
        if (base64.length == 1 && base64[0] == '=') return new byte[0]; // RFC 4959 §3
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new Malformed("not base64");
        }
    }

    /** {@code [authzid] NUL authcid NUL passwd}. */
    private static Logins.Credentials plain(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        int one = text.indexOf('\0');
        int two = text.indexOf('\0', one + 1);
        if (one > 0 && two < 0) { // no authzid and not even its NUL: James's clients may do it
            return new Logins.Credentials(
                    Arrays.copyOf(message, one), Arrays.copyOfRange(message, one + 1, message.length), new byte[0]);
        }
        if (one < 0 || two < 0 || text.indexOf('\0', two + 1) >= 0) throw new Malformed("not a PLAIN message");
        return new Logins.Credentials(
                Arrays.copyOfRange(message, one + 1, two),
                Arrays.copyOfRange(message, two + 1, message.length),
                Arrays.copyOf(message, one));
    }
}
