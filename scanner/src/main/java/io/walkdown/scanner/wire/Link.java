package io.walkdown.scanner.wire;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.walkdown.profiles.Profile.Transport;
import io.walkdown.throttle.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One socket, made blocking for the one virtual thread that owns it.
///
/// Reading is asked for chunk by chunk, so a peer that never stops sending fills its own window and
/// not our memory (S14). Each chunk carries the time at which it was read, from which the gap
/// counts (S4).
final class Link {
    private final Channel channel;
    private final ReadLimit limit;
    private final Ticker ticker;
    private final BlockingQueue<Inbound> inbox;
    private boolean readPending;

    private Link(Channel channel, ReadLimit limit, Ticker ticker, BlockingQueue<Inbound> inbox) {
        this.channel = channel;
        this.limit = limit;
        this.ticker = ticker;
        this.inbox = inbox;
    }

    /// What came from the peer.
    sealed interface Inbound {
        /// Bytes, or one datagram.
        ///
        /// @param nanos when they were read
        record Chunk(Octets bytes, long nanos) implements Inbound {}

        /// The peer ended its direction in order.
        record End() implements Inbound {}

        /// The connection broke.
        record Broken(IOException cause) implements Inbound {}
    }

    /// Opens a connection, or binds a pair of UDP ports.
    ///
    /// @throws IOException as the connect failed; a timeout is Netty's ConnectTimeoutException
    static Link open(
            EventLoopGroup loops,
            Transport transport,
            InetSocketAddress remote,
            Duration timeout,
            Ticker ticker)
            throws IOException, InterruptedException {
        var inbox = new ArrayBlockingQueue<Inbound>(8);
        var limit = new ReadLimit();
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loops)
                        .channel(
                                transport == Transport.UDP
                                        ? NioDatagramChannel.class
                                        : NioSocketChannel.class)
                        .option(ChannelOption.AUTO_READ, false)
                        .option(ChannelOption.RCVBUF_ALLOCATOR, limit)
                        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeout.toMillis())
                        .handler(new Reader(inbox, ticker));
        if (transport == Transport.TCP) {
            bootstrap
                    .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                    .option(ChannelOption.TCP_NODELAY, true);
        }
        ChannelFuture connecting = bootstrap.connect(remote);
        try {
            connecting.await();
        } catch (InterruptedException e) {
            connecting.channel().close().awaitUninterruptibly();
            throw e;
        }
        if (!connecting.isSuccess()) {
            connecting.channel().close().await();
            throw asIoException(connecting.cause());
        }
        return new Link(connecting.channel(), limit, ticker, inbox);
    }

    /// The address that the socket was given.
    InetSocketAddress local() {
        return (InetSocketAddress) channel.localAddress();
    }

    /// Writes the bytes and waits until they were handed to the operating system.
    ///
    /// @return when that was
    long write(byte[] bytes) throws IOException, InterruptedException {
        ChannelFuture writing = channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        writing.await();
        long flushed = ticker.nanos();
        if (!writing.isSuccess()) {
            throw asIoException(writing.cause());
        }
        return flushed;
    }

    /// What came next, waited for until the deadline; null when nothing came.
    ///
    /// @param most the most bytes that are taken from the socket, at least 1: what a plan does not
    ///   allow is left unread (S5, S14)
    @Nullable Inbound next(long deadlineNanos, int most) throws InterruptedException {
        limit.set(most);
        requestRead();
        Inbound inbound =
                inbox.poll(Math.max(0, deadlineNanos - ticker.nanos()), TimeUnit.NANOSECONDS);
        if (inbound != null) {
            readPending = false;
        }
        return inbound;
    }

    /// What has come without being waited for; null when nothing has.
    @Nullable Inbound unasked() {
        return inbox.peek();
    }

    /// Keeps one read outstanding, so that an end or a late answer is noticed.
    ///
    /// @param most as for [#next]
    void listen(int most) {
        limit.set(most);
        requestRead();
    }

    private void requestRead() {
        if (!readPending) {
            readPending = true;
            channel.read();
        }
    }

    /// Ends our direction (FIN) and leaves theirs open.
    void endOutput() throws InterruptedException {
        if (channel instanceof SocketChannel tcp && !tcp.isOutputShutdown()) {
            tcp.shutdownOutput().await();
        }
    }

    /// Closes the socket.
    void close() throws InterruptedException {
        channel.close().await();
    }

    /// Whether the socket is still open.
    boolean isOpen() {
        return channel.isOpen();
    }

    private static IOException asIoException(@Nullable Throwable cause) {
        return cause instanceof IOException io ? io : new IOException(cause);
    }

    /// The size of the next read, set by the visit's thread and used by the event loop.
    private static final class ReadLimit extends DefaultMaxMessagesRecvByteBufAllocator {
        private volatile int most = 1;

        ReadLimit() {
            super(1);
        }

        void set(int bytes) {
            most = Math.max(1, bytes);
        }

        @Override
        @SuppressWarnings("deprecation") // the interface names its old handle type
        public Handle newHandle() {
            return new MaxMessageHandle() {
                @Override
                public int guess() {
                    return most;
                }
            };
        }
    }

    /// Hands what the event loop reads to the visit's thread.
    private static final class Reader extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<Inbound> inbox;
        private final Ticker ticker;

        Reader(BlockingQueue<Inbound> inbox, Ticker ticker) {
            this.inbox = inbox;
            this.ticker = ticker;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            long nanos = ticker.nanos();
            try {
                ByteBuf content =
                        message instanceof DatagramPacket datagram
                                ? datagram.content()
                                : (ByteBuf) message;
                byte[] bytes = new byte[content.readableBytes()];
                content.readBytes(bytes);
                hand(new Inbound.Chunk(Octets.of(bytes), nanos));
            } finally {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof ChannelInputShutdownEvent) {
                hand(new Inbound.End());
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            hand(new Inbound.End());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            hand(new Inbound.Broken(asIoException(cause)));
        }

        /// One read is outstanding at a time and at most one end and one break follow, so the queue
        /// cannot be full; were it full all the same, nothing would be lost but repeats of an end.
        private void hand(Inbound inbound) {
            boolean _ = inbox.offer(inbound);
        }
    }
}
