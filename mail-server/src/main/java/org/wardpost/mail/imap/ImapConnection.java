package org.wardpost.mail.imap;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.compression.JdkZlibEncoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.apache.james.mailbox.MailboxSession;
import org.jspecify.annotations.Nullable;
import org.wardpost.mail.netty.Inflater;
import org.wardpost.store.message.UidSet;

/** One client: its channel, what it has logged in to and selected, and the thread that its commands run on, one after the
 * other. */
final class ImapConnection {
    static final String DECODER = "decoder";
    private static final long ASKED_AGAIN = Duration.ofSeconds(1).toNanos();

    private final ImapListener listener;
    private final Channel channel;
    private final ImapFrameDecoder decoder;
    private final ImapWriter writer;
    private volatile ConnectionState state = ConnectionState.NOT_AUTHENTICATED;
    private volatile @Nullable MailboxSession mailboxSession;
    private volatile long welcomeAt; // when the login was last known to stand
    private volatile @Nullable Selected selected;
    private final Set<Extension> enabled = EnumSet.noneOf(Extension.class);
    private UidSet savedSearch = UidSet.EMPTY;
    private int failedLogins;
    private int mistakes;
    private volatile boolean tls;
    private volatile boolean compressed;
    private volatile boolean gone;
    private volatile long heardAt = System.nanoTime();
    private final long since = heardAt;
    private volatile @Nullable Runnable onLeave; // of the command that waits, IDLE
    private boolean running; // with cleaned: guarded by this
    private boolean cleaned;

    ImapConnection(ImapListener listener, Channel channel, boolean tls) {
        this.listener = listener;
        this.channel = channel;
        this.tls = tls;
        writer = new ImapWriter(channel);
        decoder = new ImapFrameDecoder(
                this, listener.limits(), listener.budget(), listener.protocol().intake());
    }

    ChannelHandler decoder() {
        return decoder;
    }

    Channel channel() {
        return channel;
    }

    ImapWriter writer() {
        return writer;
    }

    ImapListener listener() {
        return listener;
    }

    /** The client's next line, without a tag: for IDLE and AUTHENTICATE. Cancelled when the client leaves. */
    CompletableFuture<byte[]> nextLine() {
        var wanted = new CompletableFuture<byte[]>();
        channel.eventLoop().execute(() -> decoder.nextLine(wanted));
        return wanted;
    }

    /** Run once, on any thread, when the client leaves; null takes it back. */
    void onLeave(@Nullable Runnable action) {
        onLeave = action;
        if (gone && action != null) action.run();
    }

    boolean known() {
        return state != ConnectionState.NOT_AUTHENTICATED;
    }

    // ---- the event loop's side

    void heard() {
        heardAt = System.nanoTime();
    }

    void run(CommandInput command) {
        synchronized (this) {
            running = true;
        }
        Thread.ofVirtual().name("imap").start(() -> {
            boolean goesOn = false;
            try {
                goesOn = new CommandRun(this, command).run();
            } finally {
                done(goesOn);
            }
        });
    }

    private void done(boolean goesOn) {
        synchronized (this) {
            running = false;
        }
        if (gone) cleanUp();
        if (!goesOn) channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        try {
            channel.eventLoop().execute(goesOn ? decoder::resume : decoder::forget);
        } catch (RejectedExecutionException stopped) {
            // the server has been stopped under a command; the channel is closed
        }
    }

    void left() {
        gone = true;
        writer.closed();
        var action = onLeave;
        if (action != null) action.run();
        boolean now;
        synchronized (this) {
            now = !running;
        }
        if (now) Thread.ofVirtual().name("imap-leave").start(this::cleanUp);
    }

    private void cleanUp() {
        synchronized (this) {
            if (cleaned) return;
            cleaned = true;
        }
        logout();
        var session = mailboxSession;
        if (session != null) listener.protocol().login().logout(session);
    }

    /** Called now and then: hangs up on who has been silent for too long. IDLE is never silent too long (RFC 2177), and a
     * command that runs is not its client's fault. */
    void checkPatience(long now) {
        var limits = listener.limits();
        boolean busy;
        synchronized (this) {
            busy = running;
        }
        if (!known() && now - since > limits.login().toNanos()) bye("* BYE [UNAVAILABLE] no login in time\r\n");
        else if (busy) return;
        else if (decoder.awaitsLiteral() && now - heardAt > limits.stall().toNanos())
            bye("* BYE [UNAVAILABLE] unfinished literal\r\n");
        else if (now - heardAt > limits.autologout().toNanos()) bye("* BYE autologout, idle for too long\r\n");
    }

    void bye(String line) {
        channel.writeAndFlush(Unpooled.copiedBuffer(line, StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Running, but only waiting for the client: IDLE. */
    boolean isWaiting() {
        return onLeave != null;
    }

    boolean isRunning() {
        synchronized (this) {
            return running;
        }
    }

    // ---- what the session is about; touched by the thread of the running command only, but for state

    ConnectionState state() {
        return state;
    }

    /** Login has been accepted. */
    void authenticated(MailboxSession session) {
        mailboxSession = session;
        welcomeAt = System.nanoTime();
        state = ConnectionState.AUTHENTICATED;
        listener.gate().known(channel);
    }

    /** Whether the login still stands; asked at most once a second, for it reads the account. */
    boolean stillWelcome() {
        var now = mailboxSession;
        if (now == null || System.nanoTime() - welcomeAt < ASKED_AGAIN) return true;
        if (!listener.protocol().login().stillValid(now)) return false;
        welcomeAt = System.nanoTime();
        return true;
    }

    /** @throws IllegalStateException before login; no command that asks is valid then */
    MailboxSession session() {
        var now = mailboxSession;
        if (now == null) throw new IllegalStateException("not logged in");
        return now;
    }

    void select(Selected mailbox) {
        deselect();
        selected = mailbox;
        state = ConnectionState.SELECTED;
    }

    void deselect() {
        var was = selected;
        selected = null;
        savedSearch = UidSet.EMPTY;
        if (was != null) was.close();
        if (state == ConnectionState.SELECTED) state = ConnectionState.AUTHENTICATED;
    }

    /** @throws IllegalStateException when none is selected; no command that asks is valid then */
    Selected selected() {
        var now = selected;
        if (now == null) throw new IllegalStateException("nothing selected");
        return now;
    }

    Optional<Selected> maybeSelected() {
        return Optional.ofNullable(selected);
    }

    void logout() {
        deselect();
        state = ConnectionState.LOGOUT;
    }

    boolean enabled(Extension extension) {
        return enabled.contains(extension);
    }

    /** RFC 5161; what is enabled stays so until the connection ends. */
    void enable(Extension extension) {
        enabled.add(extension);
        if (extension == Extension.QRESYNC) enabled.add(Extension.CONDSTORE); // RFC 7162 §3.2.3
    }

    /** The first command that wants mod-sequences while a mailbox is selected is told the highest (RFC 7162 §3.1). */
    void enableCondstore(Answer answer) throws IOException {
        if (!enabled.add(Extension.CONDSTORE) || selected == null) return;
        answer.untagged("OK [HIGHESTMODSEQ " + SelectCommand.highest(selected().shown()) + "] Highest");
    }

    /** The result of the last search that was saved (RFC 5182). */
    UidSet savedSearch() {
        return savedSearch;
    }

    void saveSearch(UidSet found) {
        savedSearch = found;
    }

    /** @return how many logins have failed on this connection, this one included */
    int loginFailed() {
        return ++failedLogins;
    }

    /** @return how many commands in a row were none */
    int mistake() {
        return ++mistakes;
    }

    void noMistake() {
        mistakes = 0;
    }

    java.net.InetAddress peer() {
        return channel.remoteAddress() instanceof java.net.InetSocketAddress inet
                ? inet.getAddress()
                : java.net.InetAddress.getLoopbackAddress();
    }

    // ---- what the channel is

    boolean isTlsActive() {
        return tls;
    }

    boolean offersStarttls() {
        return listener.tls().isPresent() && !tls;
    }

    boolean loginDisabled() {
        return !tls
                && switch (listener.withoutTls()) {
                    case NEVER -> true;
                    case ON_LOOPBACK -> !peer().isLoopbackAddress();
                };
    }

    private volatile boolean injected;

    void startTls() {
        tls = true;
        change(() ->
                channel.pipeline().addFirst("ssl", listener.tls().orElseThrow().newHandler()));
    }

    boolean isCompressed() {
        return compressed;
    }

    void startCompression() {
        compressed = true;
        change(() -> {
            channel.pipeline().addBefore(DECODER, "deflater", new JdkZlibEncoder(ZlibWrapper.NONE, 5));
            channel.pipeline().addBefore(DECODER, "inflater", new Inflater());
        });
    }

    /** Before the OK of a command that changes the channel. What the client has sent behind that command was not sent over the
     * changed channel: somebody put it there (CVE-2011-0411 and its kin). */
    void hold() {
        injected =
                channel.eventLoop().submit(decoder::hold).syncUninterruptibly().getNow();
    }

    /** After that OK has been flushed. */
    private void change(Runnable handlers) {
        channel.eventLoop().execute(() -> {
            if (injected) {
                var _ = channel.close();
                return;
            }
            handlers.run();
            decoder.goOn();
        });
    }

    @Override
    public String toString() {
        return "ImapConnection";
    }
}
