package org.wardpost.mail.managesieve;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wardpost.mail.socket.Connection;

/**
 * Reads one command of ManageSieve (RFC 5804 §4): words, quoted strings, numbers and literals, whose octets are counted and
 * never turned into characters on the way. Both {@code {n+}} and {@code {n}} are taken: §4 allows a client only the first,
 * and no octet has to be asked for.
 */
final class ManageSieveReader {
    /** What stands in a command. */
    sealed interface Argument {}

    record Word(String text) implements Argument {}

    record Text(byte[] octets) implements Argument {
        String string() throws ManageSieveException {
            return utf8(octets);
        }
    }

    record Command(String name, List<Argument> arguments) {}

    private static final long LONGEST_READ_OVER = 64L * 1024 * 1024;
    private static final int MAX_WORDS = 16;
    private static final int MAX_QUOTED = 8192; // §4 says 1,024; PLAIN messages in base64 are longer at times
    private static final int MAX_WORD = 64;

    private final Connection connection;
    private long deadline;

    /** A literal that is larger than what is worth reading over: the connection ends. */
    static final class EndlessLiteralException extends IOException {
        private static final long serialVersionUID = 1;
    }

    ManageSieveReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param literalLimit octets of the largest literal; a larger one is read over and refused
     * @throws ManageSieveException when what came is no command; the line has then been read to its end
     */
    Command command(int literalLimit, Duration patience) throws IOException, ManageSieveException {
        deadline = System.nanoTime() + patience.toNanos();
        var arguments = new ArrayList<Argument>();
        ManageSieveException fault = null;
        while (true) {
            int octet = take();
            if (octet == ' ') continue;
            if (octet == '\r' || octet == '\n') {
                if (octet == '\r' && take() != '\n') fault = ManageSieveException.no("A line ends in CR LF");
                if (fault != null) throw fault;
                return command(arguments);
            }
            if (arguments.size() >= MAX_WORDS) fault = ManageSieveException.no("Too many arguments");
            try {
                var argument = argument(octet, literalLimit);
                if (arguments.size() < MAX_WORDS) arguments.add(argument);
            } catch (ManageSieveException e) {
                fault = e;
                if (e.lineLost()) throw e;
            }
        }
    }

    /** Reads the answer to a challenge: one string and the end of the line (§2.1); {@code "*"} cancels. */
    byte[] string(int limit, Duration patience) throws IOException, ManageSieveException {
        deadline = System.nanoTime() + patience.toNanos();
        int first = take();
        if (first != '"' && first != '{') {
            if (first != '\n') skipLine();
            throw ManageSieveException.no("A string is needed");
        }
        var octets = first == '"' ? quoted() : literal(limit);
        skipLine();
        if (octets.length == 1 && octets[0] == '*') throw ManageSieveException.no("Cancelled");
        return octets;
    }

    private static Command command(List<Argument> arguments) throws ManageSieveException {
        if (arguments.isEmpty() || !(arguments.getFirst() instanceof Word word))
            throw ManageSieveException.no("A command is needed");
        return new Command(word.text().toUpperCase(Locale.ROOT), arguments.subList(1, arguments.size()));
    }

    private Argument argument(int first, int literalLimit) throws IOException, ManageSieveException {
        if (first == '"') return new Text(quoted());
        if (first == '{') return new Text(literal(literalLimit));
        var word = new StringBuilder().append((char) first);
        while (true) {
            int octet = peek();
            if (octet == ' ' || octet == '\r' || octet == '\n' || octet == '"' || octet == '{') break;
            take();
            if (octet < 33 || octet > 126 || word.length() >= MAX_WORD) {
                skipLine();
                throw ManageSieveException.noAndLineLost("Not a word");
            }
            word.append((char) octet);
        }
        return new Word(word.toString());
    }

    private byte[] quoted() throws IOException, ManageSieveException {
        var out = new ByteArrayOutputStream();
        while (true) {
            int octet = take();
            if (octet == '"') return out.toByteArray();
            if (octet == '\\') octet = take();
            if (octet == '\r' || octet == '\n' || octet == 0 || out.size() >= MAX_QUOTED) {
                if (octet != '\n') skipLine();
                throw ManageSieveException.noAndLineLost("A quoted string is too long or not closed");
            }
            out.write(octet);
        }
    }

    private byte[] literal(int limit) throws IOException, ManageSieveException {
        long size = 0;
        int octet = take();
        int digits = 0;
        for (; octet >= '0' && octet <= '9'; octet = take()) {
            size = size * 10 + (octet - '0');
            if (++digits > 10) throw new EndlessLiteralException();
        }
        if (octet == '+') octet = take();
        if (digits == 0 || octet != '}' || take() != '\r' || take() != '\n') {
            skipLine();
            throw ManageSieveException.noAndLineLost("Not a literal");
        }
        if (size > LONGEST_READ_OVER) throw new EndlessLiteralException();
        if (size > limit) {
            skip(size);
            throw ManageSieveException.no("QUOTA/MAXSIZE", "Larger than " + limit + " octets");
        }
        var octets = new byte[(int) size];
        for (int i = 0; i < octets.length; ) {
            var arrived = arrived();
            int some = Math.min(arrived.remaining(), octets.length - i);
            arrived.get(octets, i, some);
            i += some;
        }
        return octets;
    }

    private void skip(long octets) throws IOException {
        for (long left = octets; left > 0; ) {
            var arrived = arrived();
            int some = (int) Math.min(arrived.remaining(), left);
            arrived.position(arrived.position() + some);
            left -= some;
        }
    }

    private void skipLine() throws IOException {
        for (long i = 0; take() != '\n'; i++) if (i > 1024 * 1024) throw new EOFException();
    }

    private int take() throws IOException {
        return arrived().get() & 0xff;
    }

    private int peek() throws IOException {
        var arrived = arrived();
        return arrived.get(arrived.position()) & 0xff;
    }

    private ByteBuffer arrived() throws IOException {
        return connection.arrived(Duration.ofNanos(deadline - System.nanoTime()));
    }

    static String utf8(byte[] octets) throws ManageSieveException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ManageSieveException.no("Not UTF-8");
        }
    }
}
