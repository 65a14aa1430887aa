package org.wardpost.app.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.wardpost.app.StartException;
import org.wardpost.app.tls.PemFiles.Origin;

/**
 * The certificate that the server shows: its own authority's, made at the first start and renewed a month before it ends, in the
 * folder {@code tls} beside the root key, never in the data folder; or the pair of PEM files that the settings name.
 */
public final class TlsFolder {
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final String PROBE = "wardpost: does this key belong to this certificate?";
    private final Path folder;

    public TlsFolder(Path keys) {
        this.folder = keys.resolve("tls");
    }

    /**
     * @param chain the server's certificate first
     * @param authority the file that clients have to trust
     */
    public record Certificate(PrivateKey key, List<X509Certificate> chain, Path authority) {}

    /**
     * Reads the certificate, makes it if there is none, renews it if it is about to end.
     * @throws StartException if a file is damaged, or can be read by others
     */
    public Certificate ready(String hostName, Clock clock) {
        var key = folder.resolve("server-key.pem");
        var chain = folder.resolve("server.pem");
        if (!Files.exists(chain)
                || !Files.exists(key)
                || endsSoon(PemFiles.certificates(chain, Origin.OWN).getFirst(), clock)) {
            var authority = Files.exists(folder) ? readAuthority() : makeAuthority(hostName, clock);
            var issued = authority.server(hostName, clock);
            PemFiles.write(key, "PRIVATE KEY", List.of(issued.key().getEncoded()), true);
            PemFiles.write(chain, "CERTIFICATE", encoded(issued.chain()), false);
        }
        return matching(
                PemFiles.key(key, Origin.OWN),
                PemFiles.certificates(chain, Origin.OWN),
                folder.resolve("ca.pem"),
                chain);
    }

    /**
     * Looks at the certificate that is there, if one is; changes nothing.
     * @throws StartException if a file is damaged, or can be read by others
     */
    public void check() {
        var key = folder.resolve("server-key.pem");
        var chain = folder.resolve("server.pem");
        if (Files.exists(folder)) {
            readAuthority();
        }
        if (Files.exists(key) && Files.exists(chain)) {
            matching(PemFiles.key(key, Origin.OWN), PemFiles.certificates(chain, Origin.OWN), chain, chain);
        }
    }

    /**
     * Reads a pair of files that somebody else renews.
     * @throws StartException if one is missing or damaged, or they do not belong together
     */
    public static Certificate given(Path key, Path chain) {
        return matching(PemFiles.key(key, Origin.GIVEN), PemFiles.certificates(chain, Origin.GIVEN), chain, chain);
    }

    /** The same before a start: no client would take a certificate out of its time. @throws StartException also for such a one */
    public static void checkGiven(Path key, Path chain, Clock clock) {
        var certificate = given(key, chain).chain().getFirst();
        var now = clock.instant();
        if (certificate.getNotAfter().toInstant().isBefore(now)) {
            throw new StartException("The certificate " + chain + " has ended on "
                    + certificate.getNotAfter().toInstant() + ". Have it renewed, and start again.");
        }
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
            throw new StartException("The certificate " + chain + " is good from "
                    + certificate.getNotBefore().toInstant() + " on only. Check this machine's clock.");
        }
    }

    private OwnAuthority makeAuthority(String hostName, Clock clock) {
        try {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new StartException("The folder " + folder + " cannot be made: " + StartException.reason(e) + ".", e);
        }
        var made = OwnAuthority.create("Wardpost on " + hostName, clock);
        PemFiles.write(
                folder.resolve("ca-key.pem"), "PRIVATE KEY", List.of(made.key().getEncoded()), true);
        PemFiles.write(folder.resolve("ca.pem"), "CERTIFICATE", encoded(List.of(made.certificate())), false);
        return made;
    }

    private OwnAuthority readAuthority() {
        var certificate =
                PemFiles.certificates(folder.resolve("ca.pem"), Origin.OWN).getFirst();
        return OwnAuthority.of(PemFiles.key(folder.resolve("ca-key.pem"), Origin.OWN), certificate);
    }

    private static boolean endsSoon(X509Certificate certificate, Clock clock) {
        return certificate.getNotAfter().toInstant().isBefore(clock.instant().plus(RENEW_BEFORE));
    }

    private static Certificate matching(PrivateKey key, List<X509Certificate> chain, Path authority, Path file) {
        try {
            var name = switch (key.getAlgorithm()) {
                case "EC" -> "SHA256withECDSA";
                case "RSA" -> "SHA256withRSA";
                default -> "EdDSA";
            };
            var text = PROBE.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            var signer = Signature.getInstance(name);
            signer.initSign(key);
            signer.update(text);
            var signature = signer.sign();
            signer.initVerify(chain.getFirst().getPublicKey());
            signer.update(text);
            if (signer.verify(signature)) {
                return new Certificate(key, chain, authority);
            }
        } catch (GeneralSecurityException e) {
            // the same answer: the two do not fit
        }
        throw new StartException(
                "The certificate " + file + " does not belong to its private key. Put both back from one copy.");
    }

    private static List<byte[]> encoded(List<X509Certificate> certificates) {
        return certificates.stream()
                .map(certificate -> {
                    try {
                        return certificate.getEncoded();
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException("A certificate that was just made has an encoding", e);
                    }
                })
                .toList();
    }
}
