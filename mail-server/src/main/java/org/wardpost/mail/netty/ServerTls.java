package org.wardpost.mail.netty;

import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLEngine;
import org.wardpost.mail.TlsMaterial;
import org.wardpost.mail.TlsPeers;

/** TLS for a Netty server. One certificate is offered to whoever asks, with SNI or without: Outlook 2013 sends none. */
public final class ServerTls {
    /** A handshake signs with the private key: milliseconds that must not stand in other connections' way. */
    private static final Executor HANDSHAKES = Executors.newVirtualThreadPerTaskExecutor();

    private final TlsMaterial material;

    public ServerTls(TlsMaterial material) {
        this.material = material;
    }

    /** A handler that starts the handshake with the first octet it sees. */
    public SslHandler newHandler() {
        SSLEngine engine = material.serverContext().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setSSLParameters(TlsPeers.PEOPLE.restrict(engine.getSSLParameters()));
        return new SslHandler(engine, HANDSHAKES);
    }
}
