package org.wardpost.integration.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A small SMTP and LMTP client (RFC 5321, RFC 2033) for tests. */
public final class SmtpWire implements AutoCloseable {
    private final WireConnection connection;
    private final boolean lmtp;

    private SmtpWire(WireConnection connection, boolean lmtp) {
        this.connection = connection;
        this.lmtp = lmtp;
        reply();
        hello();
    }

    public static SmtpWire smtp(int port) {
        return new SmtpWire(WireConnection.plain(port), false);
    }

    public static SmtpWire lmtp(int port) {
        return new SmtpWire(WireConnection.plain(port), true);
    }

    /** Submissions: TLS from the first octet, then AUTH PLAIN. */
    public static SmtpWire submissions(int port, String user, String password) {
        var smtp = new SmtpWire(WireConnection.tls(port), false);
        var credentials =
                Base64.getEncoder().encodeToString(("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8));
        smtp.expect("AUTH PLAIN " + credentials, "235");
        return smtp;
    }

    public String hello() {
        return command((lmtp ? "LHLO" : "EHLO") + " client.test");
    }

    /** Sends a command. @return the whole reply, lines joined by LF */
    public String command(String text) {
        connection.send((text + "\r\n").getBytes(StandardCharsets.UTF_8));
        return reply();
    }

    /** @throws AssertionError unless the reply begins with the code */
    public String expect(String text, String code) {
        var reply = command(text);
        if (!reply.startsWith(code)) throw new AssertionError(text.split(" ", 2)[0] + " got " + reply);
        return reply;
    }

    public String reply() {
        var lines = new ArrayList<String>();
        while (true) {
            var line = connection.line();
            lines.add(line);
            if (line.length() < 4 || line.charAt(3) != '-') return String.join("\n", lines);
        }
    }

    /** Envelope and content to the end. @return the reply to the content: one, or over LMTP one a recipient */
    public List<String> send(String from, List<String> to, byte[] message) {
        expect("MAIL FROM:<" + from + ">", "250");
        for (var recipient : to) expect("RCPT TO:<" + recipient + ">", "250");
        expect("DATA", "354");
        connection.send(stuffed(message));
        var replies = new ArrayList<String>();
        for (int i = 0; i < (lmtp ? to.size() : 1); i++) replies.add(reply());
        return replies;
    }

    public WireConnection connection() {
        return connection;
    }

    /** Transparency and the final dot (RFC 5321 §4.5.2); the message ends in CRLF. */
    static byte[] stuffed(byte[] message) {
        var out = new ByteArrayOutputStream(message.length + 64);
        boolean atStart = true;
        for (byte b : message) {
            if (atStart && b == '.') out.write('.');
            out.write(b);
            atStart = b == '\n';
        }
        if (!atStart) out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    @Override
    public void close() {
        connection.close();
    }
}
