package org.wardpost.mail.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.identity.Principal;
import org.wardpost.mail.socket.Connection;
import org.wardpost.mail.socket.LineException;
import org.wardpost.store.RefusedException;

/** One SMTP or LMTP session: reads commands, has them done, answers (RFC 5321 §4.1). Each command is a file of its own. */
public final class SmtpSession {
    /** A command: changes the session or its transaction and says how it went. */
    @FunctionalInterface
    interface Command {
        /** @param argument what follows the verb, stripped */
        Reply run(SmtpSession session, String argument) throws SmtpException, IOException;
    }

    static final int COMMAND_LINE =
            4096; // RFC 5321 §4.5.3.1.4 has 512; ORCPT, ENVID and AUTH add to it (RFC 3461, 4954)

    /** For a command that has answered by itself. */
    static final Reply SILENCE = Reply.of(250, "", "");

    private static final Logger LOG = LoggerFactory.getLogger(SmtpSession.class);
    private static final Map<String, Command> COMMANDS = Map.ofEntries(
            Map.entry("EHLO", new HelloCommand("EHLO")),
            Map.entry("HELO", new HelloCommand("HELO")),
            Map.entry("LHLO", new HelloCommand("LHLO")),
            Map.entry("STARTTLS", new StartTlsCommand()),
            Map.entry("AUTH", new AuthCommand()),
            Map.entry("MAIL", new MailCommand()),
            Map.entry("RCPT", new RcptCommand()),
            Map.entry("DATA", new DataCommand()),
            Map.entry("RSET", (session, _) -> session.reset()),
            Map.entry("NOOP", (_, _) -> Reply.OK),
            Map.entry("VRFY", (_, _) -> Reply.of(252, "2.1.5", "Send some mail, I will try my best")), // §7.3
            Map.entry("EXPN", (_, _) -> Reply.of(502, "5.5.1", "Lists are not expanded")), // §4.2.4, §7.3
            Map.entry("HELP", (_, _) -> Reply.of(214, "2.0.0", "See RFC 5321")),
            Map.entry("QUIT", (session, _) -> session.quit()));

    private final SmtpService service;
    private final Connection connection;
    private Optional<String> hello = Optional.empty();
    private boolean extended;
    private Optional<Principal> principal = Optional.empty();
    private Optional<SmtpTransaction> transaction = Optional.empty();
    private int errors;
    private boolean open = true;

    private SmtpSession(SmtpService service, Connection connection) {
        this.service = service;
        this.connection = connection;
    }

    /** Greets and serves until either side ends it. */
    public static void hold(SmtpService service, Connection connection) throws IOException {
        var session = new SmtpSession(service, connection);
        try {
            session.run();
        } finally {
            session.principal.ifPresent(Principal::close);
        }
    }

    private void run() throws IOException {
        var kind = service.door() == Door.LMTP ? " LMTP" : " ESMTP";
        answer(Reply.of(220, "", service.hostName() + kind + " Wardpost"));
        while (open) {
            if (!connection.hasBuffered()) connection.flush();
            byte[] line;
            try {
                line = connection.readLine(COMMAND_LINE, service.settings().idle());
            } catch (LineException bad) {
                answer(notALine(bad));
                continue;
            }
            var reply = reply(line);
            if (reply != SILENCE) answer(reply);
        }
        connection.flush();
    }

    private Reply reply(byte[] line) throws IOException {
        try {
            var text = text(line);
            int space = text.indexOf(' ');
            var verb = (space < 0 ? text : text.substring(0, space)).toUpperCase(Locale.ROOT);
            var command = COMMANDS.get(verb);
            if (command == null) throw new SmtpException(500, "5.5.1", "Command not recognized");
            return command.run(this, space < 0 ? "" : text.substring(space + 1).strip());
        } catch (SmtpException refused) {
            return refused.reply();
        } catch (LineException bad) { // within a command: what follows AUTH
            return notALine(bad);
        } catch (RefusedException refused) {
            return SmtpReplies.of(refused.refusal());
        } catch (RuntimeException fault) {
            return SmtpReplies.fault(LOG, fault);
        }
    }

    private static Reply notALine(LineException bad) {
        return bad.reason() == LineException.Reason.TOO_LONG
                ? Reply.of(500, "5.5.2", "Line too long")
                : Reply.of(500, "5.5.2", "A line ends in CR LF and holds neither alone");
    }

    private static String text(byte[] line) throws SmtpException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SmtpException(500, "5.5.2", "Not UTF-8");
        }
    }

    /**
     * Writes an answer; a session with too many errors ends. Not in LMTP, where one's own server passes on what strangers sent it:
     * each recipient who is over quota is an answer that is no mistake of the client.
     */
    void answer(Reply reply) throws IOException {
        boolean mistake = !reply.positive() && service.door() != Door.LMTP;
        if (mistake && ++errors > service.settings().errors()) {
            open = false;
            connection.write(Reply.of(421, "4.7.0", service.hostName() + " Too many errors")
                    .wire());
            return;
        }
        connection.write(reply.wire());
    }

    SmtpService service() {
        return service;
    }

    Connection connection() {
        return connection;
    }

    Optional<String> hello() {
        return hello;
    }

    boolean extended() {
        return extended;
    }

    void greeted(String name, boolean esmtp) {
        hello = Optional.of(name);
        extended = esmtp;
        transaction = Optional.empty(); // §4.1.4: as if by RSET
    }

    /** After STARTTLS nothing is known of the client that it said in the clear (RFC 3207 §4.2). */
    void forget() {
        hello = Optional.empty();
        transaction = Optional.empty();
    }

    Optional<Principal> principal() {
        return principal;
    }

    void signedIn(Principal who) {
        principal = Optional.of(who);
        connection.signedIn();
    }

    Optional<SmtpTransaction> transaction() {
        return transaction;
    }

    void begin(SmtpTransaction begun) {
        transaction = Optional.of(begun);
    }

    Reply reset() {
        transaction = Optional.empty();
        return Reply.OK;
    }

    /** No command is read any more once the answer to this one is out. */
    void end() {
        open = false;
    }

    private Reply quit() {
        end();
        return Reply.of(221, "2.0.0", service.hostName() + " Bye");
    }
}
