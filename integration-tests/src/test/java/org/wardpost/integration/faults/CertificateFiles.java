package org.wardpost.integration.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.wardpost.integration.Finished;

/** A certificate and its key as PEM files, made by the JDK's keytool. */
record CertificateFiles(Path certificate, Path key) {
    private static final String PASSWORD = "of-a-test";

    /** @param from as keytool's {@code -startdate}, empty for now @param days how long it is good */
    static CertificateFiles make(Path folder, String from, String days) throws IOException, GeneralSecurityException {
        var store = folder.resolve("store.p12");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-validity",
                days));
        if (!from.isEmpty()) command.addAll(List.of("-startdate", from));
        Finished.run(command, folder).succeeded();
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        var key = pem(
                folder.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("test", PASSWORD.toCharArray()).getEncoded());
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return new CertificateFiles(
                pem(
                        folder.resolve("certificate.pem"),
                        "CERTIFICATE",
                        keys.getCertificate("test").getEncoded()),
                key);
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + label + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                        + "-----\n");
    }
}
