package org.wardpost.mail;

import java.util.Arrays;
import javax.net.ssl.SSLParameters;

/**
 * Which TLS is spoken with whom (RFC 8996, RFC 9325 §4.2). A mail program that cannot do authenticated encryption is turned away; another
 * mail server is not, since it would send the same mail in the clear.
 */
public enum TlsPeers {
    PEOPLE,
    SERVERS;

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** @param ours what the JDK would speak; changed @return the same, restricted, with the server's order of ciphers */
    public SSLParameters restrict(SSLParameters ours) {
        ours.setProtocols(PROTOCOLS);
        if (this == PEOPLE) {
            ours.setCipherSuites(Arrays.stream(ours.getCipherSuites())
                    .filter(TlsPeers::authenticates)
                    .toArray(String[]::new));
        }
        ours.setUseCipherSuitesOrder(true);
        return ours;
    }

    private static boolean authenticates(String cipher) {
        return cipher.contains("_GCM_") || cipher.contains("_CHACHA20_POLY1305_");
    }
}
