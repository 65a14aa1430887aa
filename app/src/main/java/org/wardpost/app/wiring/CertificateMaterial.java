package org.wardpost.app.wiring;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.wardpost.app.tls.TlsFolder;
import org.wardpost.mail.TlsMaterial;

/** The certificate as an {@link SSLContext}; asked again, it gives the one that was read last. */
final class CertificateMaterial implements TlsMaterial {
    private final Supplier<TlsFolder.Certificate> source;
    private volatile SSLContext context;
    private volatile Path authority;

    CertificateMaterial(Supplier<TlsFolder.Certificate> source) {
        this.source = source;
        var certificate = source.get();
        this.context = contextOf(certificate);
        this.authority = certificate.authority();
    }

    /** The file that clients have to trust. */
    Path authority() {
        return authority;
    }

    /** Reads the files anew; what is wrong with them is thrown, and the old certificate stays in use. */
    void reload() {
        var certificate = source.get();
        context = contextOf(certificate);
        authority = certificate.authority();
    }

    @Override
    public SSLContext serverContext() {
        return context;
    }

    private static SSLContext contextOf(TlsFolder.Certificate certificate) {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    certificate.key(),
                    new char[0],
                    certificate.chain().toArray(Certificate[]::new));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The certificate cannot be used for TLS", e);
        }
    }
}
