package org.wardpost.mail.socket;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.wardpost.mail.TlsPeers;

/**
 * One connection of a text protocol: lines and octets in, buffered octets out, TLS from the start or later. Used by the
 * one thread that holds the conversation; only {@link #endIfIdle} and {@link #abortIfStuck} may be called by others.
 */
public final class Connection implements AutoCloseable {
    private enum State {
        BUSY,
        IDLE,
        ENDING
    }

    private static final int BUFFER = 16 * 1024;
    private static final long NEVER = Long.MAX_VALUE;

    private final Socket plain;
    private final InetAddress peer;
    private final Admission admission;
    private final Duration answerIdle;
    private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);
    private final ByteBuffer in = ByteBuffer.allocate(BUFFER).flip();
    private Socket socket;
    private InputStream input;
    private OutputStream output;
    private volatile boolean ending;
    private volatile long hopelessAt = NEVER; // of System.nanoTime; while we wait for the peer to take octets

    /** @param answerIdle longest time for the peer to take what one write or flush sends */
    Connection(Socket socket, Admission admission, Duration answerIdle) throws IOException {
        this.answerIdle = answerIdle;
        this.plain = socket;
        this.socket = socket;
        this.peer = socket.getInetAddress();
        this.admission = admission;
        this.input = socket.getInputStream();
        this.output = new BufferedOutputStream(socket.getOutputStream(), 4096);
        socket.setTcpNoDelay(true);
        admission.works();
    }

    public InetAddress peer() {
        return peer;
    }

    public boolean secure() {
        return socket instanceof SSLSocket;
    }

    /** The TLS version and cipher suite, for {@code Received} (RFC 8314 §4.3); empty when in the clear. */
    public String tls() {
        return socket instanceof SSLSocket tls
                ? tls.getSession().getProtocol() + " " + tls.getSession().getCipherSuite()
                : "";
    }

    /** From now on this connection no longer counts among those of peers that have not signed in. */
    public void signedIn() {
        admission.signedIn();
    }

    /** Octets have arrived that nobody has read: the client pipelines, or injects. */
    public boolean hasUnread() throws IOException {
        return in.hasRemaining() || (!secure() && input.available() > 0);
    }

    /** Octets are here that can be read without waiting; answers are flushed when there are none (RFC 2920 §3.2). */
    public boolean hasBuffered() {
        return in.hasRemaining();
    }

    /**
     * Reads a line that ends in CRLF, without it.
     * @param limit most octets, CRLF included
     * @param patience longest time for the whole line, so that a slow peer cannot hold the connection octet by octet
     * @throws LineException when it is longer (the rest of the line is skipped) or holds a bare CR, a bare LF or a NUL
     * @throws SocketTimeoutException when patience has ended
     */
    public byte[] readLine(int limit, Duration patience) throws IOException {
        return whileIdle(() -> line(limit, System.nanoTime() + patience.toNanos()));
    }

    /** What waits for a command; ended at once when the server stops. */
    @FunctionalInterface
    public interface Waiting<T, E extends Exception> {
        T await() throws IOException, E;
    }

    /** Runs {@code waiting} with the connection marked as idle: it may be ended in the middle when the server stops. */
    public <T, E extends Exception> T whileIdle(Waiting<T, E> waiting) throws IOException, E {
        if (ending || !state.compareAndSet(State.BUSY, State.IDLE)) throw new EOFException();
        try {
            return waiting.await();
        } finally {
            if (!state.compareAndSet(State.IDLE, State.BUSY)) ending = true;
        }
    }

    private byte[] line(int limit, long deadline) throws IOException {
        var line = new byte[Math.min(limit, 512)];
        int length = 0;
        long skipped = 0;
        boolean cr = false;
        boolean bad = false;
        while (true) {
            fill(deadline);
            byte octet = in.get();
            if (octet == '\n') {
                if (!cr) bad = true; // a bare LF ends the line too, or the peer and we disagree for ever
                if (skipped > 0) throw new LineException(LineException.Reason.TOO_LONG);
                if (bad) throw new LineException(LineException.Reason.LINE_ENDING);
                return java.util.Arrays.copyOf(line, length);
            }
            if (cr || octet == 0) bad = true;
            cr = octet == '\r';
            if (cr) continue;
            if (length >= limit - 2) {
                if (++skipped > 16L * limit + 65_536) throw new EOFException(); // it is not a line any more
                continue;
            }
            if (length == line.length) line = java.util.Arrays.copyOf(line, Math.min(limit, 2 * length));
            line[length++] = octet;
        }
    }

    /**
     * The octets that have arrived, at least one; the caller takes them by moving the position.
     * @throws EOFException when the peer has closed
     */
    public ByteBuffer arrived(Duration patience) throws IOException {
        fill(System.nanoTime() + patience.toNanos());
        return in;
    }

    private void fill(long deadline) throws IOException {
        if (in.hasRemaining()) return;
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) throw new SocketTimeoutException();
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        admission.waits();
        int read = input.read(in.array(), 0, in.capacity());
        admission.works();
        if (read <= 0) throw new EOFException();
        in.position(0).limit(read);
    }

    /** Writes into the buffer; {@link #flush} sends it. */
    public void write(byte[] octets) throws IOException {
        sending(answerIdle, () -> output.write(octets));
    }

    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    public void flush() throws IOException {
        sending(answerIdle, () -> output.flush());
    }

    private interface Sending {
        void run() throws IOException;
    }

    /** A socket has no time limit for writing: {@link #abortIfStuck} ends what takes longer, which a peer that reads nothing does. */
    private void sending(Duration patience, Sending what) throws IOException {
        admission.waits(); // such a peer holds its place too
        long deadline = System.nanoTime() + patience.toNanos();
        hopelessAt = deadline == NEVER ? deadline - 1 : deadline;
        try {
            what.run();
        } finally {
            hopelessAt = NEVER;
        }
        admission.works();
    }

    /** Ends the connection when its peer has let a write or a handshake wait for too long. Of any thread, never waits itself. */
    void abortIfStuck(long now) {
        long then = hopelessAt;
        if (then != NEVER && now - then > 0) abort();
    }

    /** Ends the connection at once. TLS is told nothing: its farewell would wait for the very write that is stuck. */
    void abort() {
        try {
            plain.close();
        } catch (IOException gone) {
            // closed already
        }
    }

    /**
     * Negotiates TLS, all of it within {@code patience}. What was sent in the clear after the command that asked for it is never read as a command.
     * @throws IOException when octets are waiting (command injection, CVE-2011-0411) or the handshake fails
     */
    public void startTls(SSLContext context, TlsPeers peers, Duration patience) throws IOException {
        if (in.hasRemaining()) throw new IOException("octets after STARTTLS");
        var tls = (SSLSocket) context.getSocketFactory().createSocket(socket, (InputStream) null, true);
        tls.setUseClientMode(false);
        tls.setSSLParameters(peers.restrict(tls.getSSLParameters()));
        tls.setSoTimeout((int) patience.toMillis());
        sending(patience, tls::startHandshake);
        socket = tls;
        input = tls.getInputStream();
        output = new BufferedOutputStream(tls.getOutputStream(), 4096);
    }

    /** Ends the connection if no command is being worked on; {@code farewell} is sent first. Of any thread. */
    void endIfIdle(String farewell) {
        ending = true;
        if (!state.compareAndSet(State.IDLE, State.ENDING)) return;
        try {
            write(farewell);
            flush();
        } catch (IOException gone) {
            // the peer left first
        }
        close();
    }

    @Override
    public void close() {
        try {
            sending(answerIdle, () -> socket.close()); // TLS says that this is the end, and has to be listened to
        } catch (IOException gone) {
            // closed already
        }
        abort();
    }
}
