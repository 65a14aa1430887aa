package org.wardpost.mail.imap;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.netty.ByteBudget;

/**
 * Cuts the octets of a client into commands, one at a time: while a command runs nothing behind it is looked at, so what
 * STARTTLS, COMPRESS or a login changes is in force for the very next octet. Every size is checked before a literal is asked
 * for or an octet of it kept (CVE-2024-37358): before login nothing over 4 KB, after it nothing large but the message of an
 * APPEND, which goes octet by octet to the sealed spool. Runs on the event loop only.
 */
final class ImapFrameDecoder extends ChannelInboundHandlerAdapter {
    private static final int SMALL_MESSAGE = 64 * 1024; // gathered in memory, sealed by the thread of the command
    private static final int READ_AHEAD = 64 * 1024; // of pipelined commands, then the socket is not read
    private static final long SKIPPED_AT_MOST = 1L << 20; // of an over-long line, before we hang up

    private enum State {
        LINE,
        MEMORY_LITERAL,
        SPOOLED_LITERAL,
        SKIPPED_LITERAL,
        SKIPPED_LINE,
        RUNNING,
        ENDED
    }

    private final ImapConnection connection;
    private final ImapLimits limits;
    private final ByteBudget budget;
    private final AppendIntake intake;
    private final CommandText text = new CommandText();
    private volatile State state = State.LINE; // the patience of ImapConnection asks on another loop
    private volatile boolean reading = true;
    private boolean held;
    private @Nullable ByteBuf buffer;
    private int scanned; // octets of buffer known to hold no LF
    private long literalLeft;
    private long skipped;
    private long taken; // from the budget, by the command in hand
    private @Nullable LiteralReceiver message;
    private volatile boolean spoolFull;
    private int messageAt;
    private int messageInText; // octets of a small message, which are no part of the command's own length
    private boolean afterMessage;
    private @Nullable CompletableFuture<byte[]> line; // wanted by the running command, IDLE or AUTHENTICATE

    ImapFrameDecoder(ImapConnection connection, ImapLimits limits, ByteBudget budget, AppendIntake intake) {
        this.connection = connection;
        this.limits = limits;
        this.budget = budget;
        this.intake = intake;
    }

    /** The command has run; on with the next. */
    void resume() {
        forget();
        if (state == State.ENDED) return;
        state = State.LINE;
        decode();
    }

    /** The running command wants the next line as it is: no tag, no literals. */
    void nextLine(CompletableFuture<byte[]> wanted) {
        if (state == State.ENDED) {
            wanted.cancel(false);
            return;
        }
        line = wanted;
        state = State.LINE;
        decode();
    }

    /** Whether the client has sent something behind the running command: an injection where the channel is about to change. */
    boolean hasMore() {
        return buffer != null && buffer.isReadable();
    }

    /**
     * Reads nothing more, on the event loop, until {@link #goOn}: a client answers the OK within a millisecond, and what it says
     * then is meant for the changed channel.
     * @return whether something was sent behind the running command already
     */
    boolean hold() {
        held = true;
        regulate();
        return hasMore();
    }

    void goOn() {
        held = false;
        regulate();
    }

    /** Whether the next octets are the client's to send: part of a literal, and we read. */
    boolean awaitsLiteral() {
        boolean inLiteral =
                state == State.MEMORY_LITERAL || state == State.SPOOLED_LITERAL || state == State.SKIPPED_LITERAL;
        return inLiteral && reading;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object received) {
        var more = (ByteBuf) received;
        connection.heard();
        if (state == State.ENDED) {
            more.release();
            return;
        }
        buffer = buffer == null ? more : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), buffer, more);
        decode();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end();
        connection.left();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close(); // a reset, a handshake that failed, a broken deflate stream: nobody to answer
    }

    private void end() {
        boolean running = state == State.RUNNING || line != null;
        state = State.ENDED;
        if (line != null) line.cancel(false);
        line = null;
        if (!running) forget(); // a running command gives its own back when it is done
        if (buffer != null) buffer.release();
        buffer = null;
    }

    /** Also after {@link #end}, by the command that was running then. */
    void forget() {
        if (message != null) message.close();
        message = null;
        afterMessage = false;
        messageInText = 0;
        budget.giveBack(taken);
        taken = 0;
        text.clear();
    }

    private void decode() {
        boolean going = true;
        while (going && buffer != null && buffer.isReadable()) {
            going = switch (state) {
                case LINE -> line();
                case MEMORY_LITERAL -> memoryLiteral();
                case SPOOLED_LITERAL -> spooledLiteral();
                case SKIPPED_LITERAL -> skippedLiteral();
                case SKIPPED_LINE -> skippedLine();
                case RUNNING, ENDED -> false;
            };
        }
        if (buffer != null && !buffer.isReadable()) {
            buffer.release();
            buffer = null;
            scanned = 0;
        }
        regulate();
    }

    /** Reads on, unless the channel is about to change, a running command has enough behind it, or the spool is full. */
    private void regulate() {
        boolean ahead = state == State.RUNNING && buffer != null && buffer.readableBytes() > READ_AHEAD;
        boolean full = state == State.SPOOLED_LITERAL && spoolFull;
        boolean reads = !held && !ahead && !full;
        if (reads && !reading) connection.heard(); // what we did not read is no silence of the client's
        reading = reads;
        channel().config().setAutoRead(reads);
    }

    private boolean line() {
        var in = buffer();
        int at = in.indexOf(in.readerIndex() + scanned, in.writerIndex(), (byte) '\n');
        int length = (at < 0 ? in.writerIndex() : at + 1) - in.readerIndex();
        int limit = connection.known() ? limits.command() : limits.strangerCommand();
        if (text.length() - messageInText + (long) length > limit) return tooLong();
        if (at < 0) {
            scanned = length;
            return false;
        }
        scanned = 0;
        int start = text.line(in, length);
        return line != null ? handLine() : literalOrCommand(start);
    }

    private boolean handLine() {
        var wanted = line;
        line = null;
        state = State.RUNNING;
        byte[] got = text.copy();
        text.clear();
        if (wanted != null) wanted.complete(got);
        return false;
    }

    private boolean literalOrCommand(int start) {
        var literal = text.literal(start);
        if (literal == null) return run();
        boolean known = connection.known();
        boolean isMessage = known && !afterMessage && text.endsBeforeMessage();
        long limit = isMessage
                ? limits.message()
                : known ? limits.command() - (text.length() - messageInText) : limits.strangerLiteral();
        if (literal.octets() > limit) return refuse(literal, isMessage);
        boolean spooled = isMessage && literal.octets() > SMALL_MESSAGE;
        long memory = spooled ? LiteralReceiver.WINDOW : literal.octets();
        if (!budget.tryTake(memory)) return busy(literal);
        taken += memory;
        literalLeft = literal.octets();
        afterMessage |= isMessage;
        if (spooled) spool(literal.octets());
        else if (isMessage) messageInText = (int) literal.octets();
        state = spooled ? State.SPOOLED_LITERAL : literalLeft > 0 ? State.MEMORY_LITERAL : State.LINE;
        if (literal.synchronizing()) say("+ Ok\r\n"); // RFC 3501 §7.5
        return true;
    }

    private void spool(long size) {
        messageAt = text.length();
        var receiver = new LiteralReceiver(size, intake, this::spoolDrained);
        message = receiver;
        spoolFull = false;
    }

    private void spoolDrained() {
        spoolFull = false;
        channel().eventLoop().execute(this::regulate);
    }

    private boolean memoryLiteral() {
        int n = (int) Math.min(literalLeft, buffer().readableBytes());
        text.append(buffer(), n);
        literalLeft -= n;
        if (literalLeft == 0) state = State.LINE;
        return true;
    }

    private boolean spooledLiteral() {
        int n = (int) Math.min(literalLeft, buffer().readableBytes());
        var receiver = java.util.Objects.requireNonNull(message);
        spoolFull = receiver.offer(buffer(), n);
        literalLeft -= n;
        if (literalLeft == 0) {
            receiver.end();
            state = State.LINE;
        }
        return true;
    }

    private boolean skippedLiteral() {
        int n = (int) Math.min(literalLeft, buffer().readableBytes());
        buffer().skipBytes(n);
        literalLeft -= n;
        if (literalLeft == 0) state = State.SKIPPED_LINE; // the end of the refused command
        return true;
    }

    private boolean skippedLine() {
        var in = buffer();
        int at = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int n = (at < 0 ? in.writerIndex() : at + 1) - in.readerIndex();
        text.appendTail(in, n);
        skipped += n;
        if (at >= 0) {
            skipped = 0;
            endSkipping();
        } else if (skipped > SKIPPED_AT_MOST) {
            hangUp("* BYE [TOOBIG] command line too long\r\n");
        }
        return true;
    }

    /** A refused command may go on with another literal that nobody asked for; its octets are not commands. */
    private void endSkipping() {
        var literal = text.literal(0);
        text.clear();
        if (literal == null || literal.synchronizing()) state = State.LINE;
        else if (literal.octets() > 2 * limits.message()) hangUp("* BYE [TOOBIG] literal too large\r\n");
        else abort(literal);
    }

    private boolean run() {
        if (text.deepest() > limits.depth()) {
            say(text.tag() + " BAD parentheses nested too deep\r\n");
            forget();
            return true;
        }
        state = State.RUNNING;
        connection.run(text.handOver(message, messageAt));
        return true;
    }

    /** RFC 2683 §3.2.1.5: BAD for a command that does not end within the limit. */
    private boolean tooLong() {
        scanned = 0;
        if (line != null || !connection.known()) {
            hangUp("* BYE [TOOBIG] command line too long\r\n");
            return false;
        }
        say(tagOfBuffered() + " BAD [TOOBIG] command line too long\r\n");
        forget();
        skipped = 0;
        state = State.SKIPPED_LINE;
        return true;
    }

    /** RFC 7888 §4: NO or BAD with TOOBIG for a synchronizing literal, which is then not sent; one that comes unasked must be
     * read past, or the connection closed. RFC 4469 §4.2 defines TOOBIG. */
    private boolean refuse(LiteralHeader literal, boolean isMessage) {
        boolean tolerable = connection.known() && literal.octets() <= 2 * limits.message();
        if (!literal.synchronizing() && !tolerable) {
            hangUp("* BYE [TOOBIG] literal too large\r\n");
            return false;
        }
        say(text.tag() + (isMessage ? " NO" : " BAD") + " [TOOBIG] literal too large\r\n");
        return abort(literal);
    }

    private boolean busy(LiteralHeader literal) {
        if (!connection.known()) {
            hangUp("* BYE [UNAVAILABLE] too much unfinished work\r\n");
            return false;
        }
        say(text.tag() + " NO [LIMIT] too much unfinished work, try again\r\n"); // RFC 5530 §3
        return abort(literal);
    }

    private boolean abort(LiteralHeader literal) {
        forget();
        literalLeft = literal.synchronizing() ? 0 : literal.octets();
        state = literal.synchronizing() ? State.LINE : literalLeft > 0 ? State.SKIPPED_LITERAL : State.SKIPPED_LINE;
        return true;
    }

    private void hangUp(String bye) {
        end();
        channel().writeAndFlush(octets(bye)).addListener(io.netty.channel.ChannelFutureListener.CLOSE);
    }

    private void say(String line) {
        var _ = channel().writeAndFlush(octets(line));
    }

    private ByteBuf octets(String line) {
        return io.netty.buffer.Unpooled.wrappedBuffer(line.getBytes(StandardCharsets.US_ASCII));
    }

    private String tagOfBuffered() {
        if (text.length() > 0) return text.tag();
        byte[] start = new byte[Math.min(128, buffer().readableBytes())];
        buffer().getBytes(buffer().readerIndex(), start);
        return CommandInput.tagOf(start, start.length);
    }

    private ByteBuf buffer() {
        return java.util.Objects.requireNonNull(buffer);
    }

    private Channel channel() {
        return connection.channel();
    }
}
