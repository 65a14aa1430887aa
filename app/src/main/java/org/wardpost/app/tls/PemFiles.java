package org.wardpost.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.wardpost.app.StartException;

/** Certificates and unencrypted PKCS#8 keys as PEM (RFC 7468). */
final class PemFiles {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PemFiles() {}

    /** What to do about a damaged file. */
    enum Origin {
        OWN {
            @Override
            String advice(Path file) {
                return "Put it back from a copy, or remove the folder " + file.getParent()
                        + " to have a new one made at the next start.";
            }
        },
        GIVEN {
            @Override
            String advice(Path file) {
                return "Put it back from a copy, or have it issued anew; the settings tls.certificate and tls.key name the files.";
            }
        };

        abstract String advice(Path file);
    }

    static List<X509Certificate> certificates(Path file, Origin origin) {
        try {
            var read =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(bytes(file)));
            var chain = new ArrayList<X509Certificate>();
            read.forEach(certificate -> chain.add((X509Certificate) certificate));
            if (chain.isEmpty()) {
                throw damaged(file, "certificate", origin, null);
            }
            return List.copyOf(chain);
        } catch (GeneralSecurityException e) {
            throw damaged(file, "certificate", origin, e);
        }
    }

    static PrivateKey key(Path file, Origin origin) {
        refuseOpenToOthers(file);
        var match = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!match.find()) {
            throw damaged(file, "private key (PEM, \"BEGIN PRIVATE KEY\")", origin, null);
        }
        try {
            var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(match.group(1)));
            for (var algorithm : List.of("EC", "RSA", "EdDSA")) {
                try {
                    return KeyFactory.getInstance(algorithm).generatePrivate(spec);
                } catch (java.security.spec.InvalidKeySpecException another) {
                    // the algorithm stands inside, and the JDK has no factory that reads it there
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw damaged(file, "private key", origin, e);
        }
        throw damaged(file, "private key of a kind that is known here (EC, RSA, Ed25519)", origin, null);
    }

    /** Writes all or nothing: a new file beside the old, synced, then moved over it. */
    static void write(Path file, String label, List<byte[]> ders, boolean secret) {
        var text = new StringBuilder();
        var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        for (var der : ders) {
            text.append("-----BEGIN ")
                    .append(label)
                    .append("-----\n")
                    .append(base64.encodeToString(der))
                    .append("\n-----END ")
                    .append(label)
                    .append("-----\n");
        }
        var mode = PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--"));
        var beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            try (var out =
                    FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII)));
                out.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StartException("The file " + file + " cannot be written: " + StartException.reason(e) + ".", e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new StartException("The file " + file + " cannot be read: " + StartException.reason(e) + ".", e);
        }
    }

    private static void refuseOpenToOthers(Path file) {
        try {
            var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
            if (!mode.endsWith("---")) {
                throw new StartException("The private key " + file + " can be read by other users (" + mode
                        + "). Run: chmod 600 " + file);
            }
        } catch (IOException e) {
            throw new StartException("The file " + file + " cannot be read: " + StartException.reason(e) + ".", e);
        }
    }

    private static StartException damaged(
            Path file, String what, Origin origin, @org.jspecify.annotations.Nullable Exception cause) {
        return new StartException(
                "The file " + file + " is not a readable " + what + ". " + origin.advice(file), cause);
    }
}
