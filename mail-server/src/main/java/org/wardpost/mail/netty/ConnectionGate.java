package org.wardpost.mail.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Who may be connected. A connection over the total or over the share of one address is closed at once. Of the connections
 * that have not logged in, the oldest goes when there are too many, whoever it belongs to: silent ones never keep a newcomer
 * out. One gate may stand before several listeners. */
@Sharable
public final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private final Limits limits;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final LinkedHashSet<Channel> strangers = new LinkedHashSet<>(); // in order of arrival; guarded by itself

    /** @param total connections at most
     * @param perAddress of one network address
     * @param strangers of those that have not logged in */
    public record Limits(int total, int perAddress, int strangers) {
        public static final Limits DEFAULT = new Limits(20_000, 10_000, 200);
    }

    public ConnectionGate(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        var channel = ctx.channel();
        var address = addressOf(channel);
        int now = open.incrementAndGet();
        int ofAddress = byAddress.merge(address, 1, Integer::sum);
        channel.closeFuture().addListener(_ -> left(channel, address));
        if (now > limits.total || ofAddress > limits.perAddress) {
            var _ = channel.close();
            return;
        }
        var oldest = enter(channel);
        if (oldest != null) {
            var _ = oldest.close();
        }
        ctx.fireChannelActive();
    }

    /** The connection has logged in: from now on only its owner ends it. */
    public void known(Channel channel) {
        synchronized (strangers) {
            strangers.remove(channel);
        }
    }

    public int connections() {
        return open.get();
    }

    private @Nullable Channel enter(Channel channel) {
        synchronized (strangers) {
            strangers.add(channel);
            return strangers.size() > limits.strangers ? strangers.removeFirst() : null;
        }
    }

    private void left(Channel channel, InetAddress address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (_, n) -> n > 1 ? n - 1 : null);
        known(channel);
    }

    private static InetAddress addressOf(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
