package org.wardpost.integration.wire;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A small IMAP client (RFC 9051) for tests: every response as it came, literals apart. */
public final class ImapWire implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\}$");
    private final WireConnection connection;
    private int tag;

    private ImapWire(WireConnection connection) {
        this.connection = connection;
        connection.line();
    }

    public static ImapWire tls(int port) {
        return new ImapWire(WireConnection.tls(port));
    }

    /** Speaks over a connection that has TLS already, such as one from another address. */
    public static ImapWire over(WireConnection connection) {
        return new ImapWire(connection);
    }

    public static ImapWire login(int port, String user, String password) {
        var imap = tls(port);
        imap.command("LOGIN " + quoted(user) + " " + quoted(password)).ok();
        return imap;
    }

    public WireConnection connection() {
        return connection;
    }

    /** An untagged or tagged response: its text with {@code {n}} left in, and its literals in order. */
    public record Response(String text, List<byte[]> literals) {}

    /** What a command got: the untagged responses before it, and the tagged line without its tag. */
    public record Answer(List<Response> untagged, String tagged) {
        /** @throws AssertionError unless the answer is OK */
        public Answer ok() {
            if (!tagged.startsWith("OK")) throw new AssertionError(tagged);
            return this;
        }

        public List<String> lines() {
            return untagged.stream().map(Response::text).toList();
        }
    }

    /** Sends one command and reads to its tagged answer. */
    public Answer command(String text) {
        return finish(begin(text));
    }

    /** Sends a command and does not wait. @return its tag */
    public String begin(String text) {
        var mine = "T" + ++tag;
        connection.send((mine + " " + text + "\r\n").getBytes(StandardCharsets.UTF_8));
        return mine;
    }

    public Answer finish(String mine) {
        var untagged = new ArrayList<Response>();
        while (true) {
            var response = response();
            if (response.text().startsWith(mine + " ")) {
                return new Answer(untagged, response.text().substring(mine.length() + 1));
            }
            untagged.add(response);
        }
    }

    /** Reads one response with its literals. */
    public Response response() {
        var text = new StringBuilder();
        var literals = new ArrayList<byte[]>();
        while (true) {
            var line = connection.line();
            text.append(line);
            var literal = LITERAL.matcher(line);
            if (!literal.find()) return new Response(text.toString(), literals);
            literals.add(connection.octets(Integer.parseInt(literal.group(1))));
        }
    }

    /** APPENDs with a synchronising literal. @return the tagged answer */
    public Answer append(String mailbox, String flags, byte[] message) {
        var mine = begin(
                "APPEND " + quoted(mailbox) + " " + flags + (flags.isEmpty() ? "" : " ") + "{" + message.length + "}");
        var first = connection.line();
        if (!first.startsWith("+")) {
            if (first.startsWith(mine)) return new Answer(List.of(), first.substring(mine.length() + 1));
            throw new AssertionError(first);
        }
        connection.send(message);
        connection.send("\r\n");
        return finish(mine);
    }

    /** The whole messages of a set, in the order the server sent them. */
    public List<byte[]> bodies(String uidSet) {
        return command("UID FETCH " + uidSet + " BODY.PEEK[]").ok().untagged().stream()
                .filter(response -> response.text().contains("FETCH"))
                .map(response -> response.literals().getFirst())
                .toList();
    }

    public static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        try {
            connection.send("Z LOGOUT\r\n");
        } catch (UncheckedIOException alreadyGone) {
            // a test may have killed the server on purpose
        }
        connection.close();
    }
}
