package org.wardpost.mail;

import javax.net.ssl.SSLContext;

/**
 * What a TLS server needs. Asked anew for every handshake, so that a renewed certificate is used by the next connection
 * while those that are open go on.
 */
@FunctionalInterface
public interface TlsMaterial {
    /** A context with the server's key and chain; never for clients. */
    SSLContext serverContext();
}
