package org.wardpost.mail.smtp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.wardpost.store.RefusedException;

/**
 * Holds a message back until its header is complete, lets a rule change or refuse it, and passes the rest through. After a
 * refusal everything is swallowed: the answer can only be given at the end of DATA.
 */
final class HeaderGate extends OutputStream {
    /** What happens to a header on its way in. */
    interface Rule {
        /** @return the header as it shall be kept, whole lines @throws SmtpException when the message is refused for it */
        byte[] apply(HeaderFields header) throws SmtpException;
    }

    private final OutputStream next;
    private final Rule rule;
    private final int limit;
    private final long messageLimit;
    private final LongConsumer holding;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(2048);
    private boolean passed;
    private int matched = 2; // octets of CRLFCRLF seen: a message may begin with its empty line
    private long size;
    private Optional<Reply> refusal = Optional.empty();

    /** @param holding told what is kept in memory until the header is complete; may refuse it */
    HeaderGate(OutputStream next, Rule rule, int headerLimit, long messageLimit, LongConsumer holding) {
        this.holding = holding;
        this.next = next;
        this.rule = rule;
        this.limit = headerLimit;
        this.messageLimit = messageLimit;
    }

    /** Present when the message shall not be taken. */
    Optional<Reply> refusal() {
        return refusal;
    }

    /** Octets of the message as the client counts them. */
    long size() {
        return size;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        size += length;
        if (size > messageLimit && refusal.isEmpty())
            refuse(Reply.of(552, "5.3.4", "Message is larger than " + messageLimit + " octets"));
        if (refusal.isPresent()) return;
        int from = offset;
        int end = offset + length;
        try {
            if (!passed) from = hold(octets, offset, end);
            if (passed && refusal.isEmpty() && from < end) next.write(octets, from, end - from);
        } catch (RefusedException full) { // the rest still comes, and is no commands
            refuse(SmtpReplies.of(full.refusal()));
        }
    }

    /** Keeps header octets; returns where the body begins. */
    private int hold(byte[] octets, int from, int end) throws IOException {
        holding.accept(2L * (end - from)); // it grows by doubling
        for (int i = from; i < end; i++) {
            byte octet = octets[i];
            matched = octet == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == 4) {
                header.write(octets, from, i + 1 - from);
                pass();
                return i + 1;
            }
        }
        header.write(octets, from, end - from);
        if (header.size() > limit) refuse(Reply.of(552, "5.3.4", "Header is larger than " + limit + " octets"));
        return end;
    }

    /** The message ended without an empty line: all of it is header. */
    void end() throws IOException {
        if (!passed && refusal.isEmpty()) pass();
    }

    private void pass() throws IOException {
        passed = true;
        byte[] all = header.toByteArray();
        boolean emptyLine = matched == 4;
        byte[] block = emptyLine ? java.util.Arrays.copyOf(all, all.length - 2) : all;
        try {
            next.write(rule.apply(HeaderFields.parse(block)));
            if (emptyLine) next.write(new byte[] {'\r', '\n'});
        } catch (SmtpException refused) {
            refuse(refused.reply());
        }
    }

    private void refuse(Reply reply) {
        refusal = Optional.of(reply);
        header.reset();
    }
}
