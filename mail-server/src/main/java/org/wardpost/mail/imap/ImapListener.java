package org.wardpost.mail.imap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.wardpost.mail.netty.ByteBudget;
import org.wardpost.mail.netty.ConnectionGate;
import org.wardpost.mail.netty.ServerTls;

/** One IMAP port. Not a subclass of James's {@code IMAPServer}: of that nothing would be left but its configuration by XML, its
 * MBean and its two seconds of silence when it stops. */
public final class ImapListener implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Settings settings;
    private final ImapProtocol protocol;
    private final ConnectionGate gate;
    private final ByteBudget budget;
    private final Set<ImapConnection> connections = ConcurrentHashMap.newKeySet();
    private final Channel acceptor;
    private final ScheduledFuture<?> patience;

    /** @param address port 0 takes a free one, see {@link #address}
     * @param implicitTls TLS from the first octet (imaps, RFC 8314); otherwise STARTTLS is offered when there is {@code tls}
     * @param withoutTls whose password is taken in the clear; to others LOGINDISABLED is told
     * @param greeting the host name in the greeting */
    public record Settings(
            InetSocketAddress address,
            Optional<ServerTls> tls,
            boolean implicitTls,
            ImapSettings.LoginWithoutTls withoutTls,
            String greeting,
            ImapLimits limits) {}

    private ImapListener(Settings settings, ImapProtocol protocol, EventLoopGroup loops) {
        this.settings = settings;
        this.protocol = protocol;
        gate = new ConnectionGate(settings.limits().connections());
        budget = new ByteBudget(settings.limits().budget());
        acceptor = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Pipeline())
                .bind(settings.address())
                .syncUninterruptibly()
                .channel();
        patience = loops.scheduleWithFixedDelay(this::checkPatience, 1, 1, TimeUnit.SECONDS);
    }

    /** Listens from now on, until {@link #close}.
     * @param loops shared with other listeners, stopped by their owner
     * @throws RuntimeException wrapping {@code java.net.BindException} if the port is taken */
    public static ImapListener start(Settings settings, ImapProtocol protocol, EventLoopGroup loops) {
        return new ImapListener(settings, protocol, loops);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) acceptor.localAddress();
    }

    public int connections() {
        return gate.connections();
    }

    /** Takes no more connections, lets commands in hand come to their end for a while, says BYE and hangs up. */
    @Override
    public void close() {
        patience.cancel(false);
        acceptor.close().syncUninterruptibly();
        for (var c : connections) if (!c.isRunning() || c.isWaiting()) c.bye("* BYE server is going down\r\n");
        long until = System.nanoTime() + DRAIN.toNanos();
        while (connections.stream().anyMatch(ImapConnection::isRunning) && System.nanoTime() < until) {
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        for (var c : connections) c.bye("* BYE server is going down\r\n");
        for (var c : connections) c.channel().closeFuture().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    private void checkPatience() {
        long now = System.nanoTime();
        for (var c : connections) c.checkPatience(now);
    }

    private final class Pipeline extends ChannelInitializer<SocketChannel> {
        @Override
        protected void initChannel(SocketChannel channel) {
            var connection = new ImapConnection(ImapListener.this, channel, settings.implicitTls());
            var pipeline = channel.pipeline();
            pipeline.addLast("gate", gate);
            if (settings.implicitTls())
                pipeline.addLast("ssl", settings.tls().orElseThrow().newHandler());
            pipeline.addLast(ImapConnection.DECODER, connection.decoder());
            pipeline.addLast("life", new Life(connection));
        }
    }

    private final class Life extends ChannelInboundHandlerAdapter {
        private final ImapConnection connection;

        Life(ImapConnection connection) {
            this.connection = connection;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            connections.add(connection);
            ctx.channel().closeFuture().addListener(_ -> connections.remove(connection));
            String capabilities = Capabilities.of(connection); // RFC 3501 §7.1: saves a round trip
            String hello = "* OK [CAPABILITY " + capabilities + "] " + settings.greeting() + " Wardpost ready\r\n";
            var _ = ctx.writeAndFlush(Unpooled.copiedBuffer(hello, StandardCharsets.US_ASCII));
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            connection.writer().writabilityChanged();
        }
    }

    ImapLimits limits() {
        return settings.limits();
    }

    ByteBudget budget() {
        return budget;
    }

    ConnectionGate gate() {
        return gate;
    }

    ImapProtocol protocol() {
        return protocol;
    }

    Optional<ServerTls> tls() {
        return settings.tls();
    }

    ImapSettings.LoginWithoutTls withoutTls() {
        return settings.withoutTls();
    }
}
