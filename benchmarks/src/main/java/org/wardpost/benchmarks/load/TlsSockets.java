package org.wardpost.benchmarks.load;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.wardpost.integration.wire.AnyServer;

/** TLS sockets to a server on loopback. Each is asked for under a name of its own, so that none resumes another's session: a login
 * is a whole handshake, at every peer. */
final class TlsSockets {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static final SSLContext CONTEXT = context();

    private TlsSockets() {}

    static Socket connect(int port) throws IOException {
        var plain = new Socket("127.0.0.1", port);
        plain.setTcpNoDelay(true);
        return CONTEXT.getSocketFactory()
                .createSocket(plain, "c" + NUMBER.incrementAndGet() + ".localhost", port, true);
    }

    private static SSLContext context() {
        var context = AnyServer.context();
        context.getClientSessionContext().setSessionCacheSize(1);
        return context;
    }
}
