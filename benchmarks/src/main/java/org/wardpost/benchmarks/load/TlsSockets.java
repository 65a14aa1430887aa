package org.wardpost.benchmarks.load;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

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
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Everybody()}, null);
            context.getClientSessionContext().setSessionCacheSize(1);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Who the server is, the tests check. */
    private static final class Everybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
