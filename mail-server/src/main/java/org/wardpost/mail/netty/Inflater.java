package org.wardpost.mail.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.compression.DecompressionException;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Inflates a raw deflate stream (RFC 1951) in pieces, and only while the reader behind it takes them: octets that inflate a
 * thousandfold wait compressed when {@code autoRead} is off, so a bomb costs its sender more than us. */
public final class Inflater extends ChannelDuplexHandler {
    private static final int PIECE = 16 * 1024;
    private final java.util.zip.Inflater inflater = new java.util.zip.Inflater(true);
    private @Nullable ByteBuf waiting; // compressed
    private boolean inflating;
    private boolean asked;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        var more = (ByteBuf) message;
        waiting = waiting == null ? more : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), waiting, more);
        inflate(ctx);
    }

    /** Asked for more: first what is waiting. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (inflating) { // asked from within: the loop below goes on by itself
            asked = true;
            return;
        }
        if (waiting != null) inflate(ctx);
        if (waiting == null) ctx.read();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        inflater.end();
        drop();
    }

    private void inflate(ChannelHandlerContext ctx) {
        boolean wanted = true;
        inflating = true;
        while (waiting != null && wanted) {
            var piece = ctx.alloc().heapBuffer(PIECE);
            try {
                boolean idle = !inflateInto(piece);
                if (idle) drop();
            } catch (DataFormatException e) {
                piece.release();
                drop();
                inflating = false;
                throw new DecompressionException("not a deflate stream", e);
            }
            if (piece.isReadable()) ctx.fireChannelRead(piece);
            else piece.release();
            wanted = ctx.channel().config().isAutoRead() && ctx.channel().isActive();
        }
        inflating = false;
        ctx.fireChannelReadComplete();
        if (asked && waiting == null) ctx.read();
        asked = false;
    }

    /** @return whether there may be more in what is waiting */
    private boolean inflateInto(ByteBuf piece) throws DataFormatException {
        var in = waiting;
        if (in == null) return false;
        byte[] compressed = new byte[Math.min(in.readableBytes(), PIECE)];
        in.getBytes(in.readerIndex(), compressed);
        inflater.setInput(compressed);
        int n = inflater.inflate(piece.array(), piece.arrayOffset() + piece.writerIndex(), piece.writableBytes());
        piece.writerIndex(piece.writerIndex() + n);
        in.skipBytes(compressed.length - inflater.getRemaining());
        boolean full = n > 0 && !piece.isWritable();
        return full || (in.isReadable() && (n > 0 || compressed.length > inflater.getRemaining()));
    }

    private void drop() {
        if (waiting != null) waiting.release();
        waiting = null;
    }
}
