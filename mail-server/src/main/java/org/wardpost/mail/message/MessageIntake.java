package org.wardpost.mail.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.wardpost.store.blob.ObjectSpool;
import org.wardpost.store.blob.SpoolingObject;
import org.wardpost.vault.ObjectType;

/**
 * Receives a message: its octets are sealed as they arrive, and its structure is found in the same pass. Whoever made it calls {@link
 * #finish} or {@link #close}. Not thread-safe.
 */
public final class MessageIntake extends OutputStream {
    private final SpoolingObject spooling;
    private final StructureParser parser;
    private final IntakeLimits limits;
    private final IntakeMemory.Share memory;
    private final byte[] one = new byte[1];

    public MessageIntake(ObjectSpool spool) {
        this(spool, IntakeLimits.STANDARD);
    }

    public MessageIntake(ObjectSpool spool, IntakeLimits limits) {
        this(spool.open(ObjectType.MESSAGE), limits, IntakeMemory.unbounded());
    }

    /** @param memory shared with all other messages that come from outside */
    public MessageIntake(ObjectSpool spool, IntakeMemory memory) {
        this(spool.open(ObjectType.MESSAGE), IntakeLimits.STANDARD, memory);
    }

    private MessageIntake(SpoolingObject spooling, IntakeLimits limits, IntakeMemory memory) {
        this.spooling = spooling;
        this.memory = memory.share();
        this.parser = new StructureParser(limits, this.memory);
        this.limits = limits;
    }

    /** For James's mappers, which decide on a message's id before they have it. */
    public static MessageIntake named(ObjectSpool spool, UUID object) {
        return new MessageIntake(
                spool.open(ObjectType.MESSAGE, object), IntakeLimits.STANDARD, IntakeMemory.unbounded());
    }

    @Override
    public void write(int octet) throws IOException {
        one[0] = (byte) octet;
        write(one, 0, 1);
    }

    /**
     * Counts what somebody else keeps in memory for this message until it ends.
     * @throws org.wardpost.store.RefusedException Conflict, when all messages under way hold too much together
     */
    public void hold(long octets) {
        memory.take(octets);
    }

    /**
     * @throws IOException if the spool's disk fails
     * @throws org.wardpost.store.RefusedException as {@link #hold} says; the message is lost then
     */
    @Override
    public void write(byte[] bytes, int off, int len) throws IOException {
        spooling.write(bytes, off, len);
        parser.write(bytes, off, len);
    }

    /**
     * Ends the message. What it returns is to be closed; this is done with.
     * @throws IOException if the spool's disk fails; the message is dropped then
     */
    public IntakenMessage finish() throws IOException {
        return finish(MessageSummary.of(parser.finish(), limits));
    }

    /** For James's mappers: with {@link MessageSummary#givenProperties}. */
    public IntakenMessage finish(byte[] givenProperties) throws IOException {
        return finish(MessageSummary.of(parser.finish(), limits).withGivenProperties(givenProperties));
    }

    private IntakenMessage finish(MessageSummary summary) throws IOException {
        try {
            var object = spooling.finish();
            object.summary(summary.encode());
            return new IntakenMessage(object, summary);
        } finally {
            spooling.close();
        }
    }

    /** Drops the message unless it was finished. */
    @Override
    public void close() {
        memory.close();
        spooling.close();
    }
}
