package org.wardpost.mail.imap;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The octets of a command as they come in, growing: its lines, and what of its literals is kept in memory. */
final class CommandText {
    private static final int USUAL = 256;
    private static final int TAIL = 64;
    private byte[] bytes = new byte[USUAL];
    private int length;
    private int depth; // of parentheses, where the command's lines have come to
    private int deepest;

    int length() {
        return length;
    }

    /** Adds a line of the command, or of an answer that it asked for. @return where it begins */
    int line(ByteBuf in, int n) {
        int start = length;
        append(in, n);
        count(start);
        return start;
    }

    /** Adds octets of a literal. */
    void append(ByteBuf in, int n) {
        if (length + n > bytes.length) bytes = Arrays.copyOf(bytes, Math.max(length + n, bytes.length * 2));
        in.readBytes(bytes, length, n);
        length += n;
    }

    /** Keeps the end of a line that is skipped: a literal may hang on it. */
    void appendTail(ByteBuf in, int n) {
        int kept = Math.min(n, TAIL);
        in.skipBytes(n - kept);
        if (length + kept > bytes.length) {
            System.arraycopy(bytes, length - TAIL, bytes, 0, TAIL);
            length = TAIL;
        }
        append(in, kept);
    }

    /** The literal that the line from {@code start} on ends with; null if it ends with none. */
    @Nullable
    LiteralHeader literal(int start) {
        return LiteralHeader.at(bytes, start, length);
    }

    String tag() {
        return CommandInput.tagOf(bytes, length);
    }

    /** How deep parentheses go in the lines; what a literal holds is none of the command's structure. */
    int deepest() {
        return deepest;
    }

    /** Whether the literal that begins here is the message of an APPEND: its mailbox, which may be a literal too, is there. */
    boolean endsBeforeMessage() {
        int i = 0;
        while (i < length && bytes[i] != ' ') i++;
        if (i + 8 >= length) return false;
        if (!new String(bytes, i + 1, 7, StandardCharsets.US_ASCII).equalsIgnoreCase("APPEND ")) return false;
        byte first = bytes[i + 8];
        boolean name = first != '{' && first != '~';
        return name || indexOf((byte) '\n', i + 8) < length - 1;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /** The command, which keeps the octets. */
    CommandInput handOver(@Nullable LiteralReceiver message, int messageAt) {
        var input = new CommandInput(bytes, length, message, messageAt);
        bytes = new byte[USUAL];
        length = 0;
        return input;
    }

    void clear() {
        length = 0;
        depth = 0;
        deepest = 0;
        if (bytes.length > USUAL) bytes = new byte[USUAL];
    }

    private void count(int start) {
        boolean quoted = false;
        for (int i = start; i < length; i++) {
            byte b = bytes[i];
            if (b == '"') quoted = !quoted;
            else if (b == '\\' && quoted) i++;
            else if (!quoted && b == '(') deepest = Math.max(deepest, ++depth);
            else if (!quoted && b == ')') depth--;
        }
    }

    private int indexOf(byte b, int from) {
        int i = from;
        while (i < length && bytes[i] != b) i++;
        return i;
    }
}
