package org.wardpost.app.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the admin socket of a data folder lies: {@code run/admin.sock} in it. */
final class SocketPath {
    private static final int LONGEST = 100; // sockaddr_un has 108 bytes, unix(7)

    private SocketPath() {}

    /** A data folder with a long name has its socket in a folder of its own below {@code /tmp}, named by a hash of that name. */
    static Path of(Path data) {
        var usual = real(data).resolve("run").resolve("admin.sock");
        if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return usual;
        }
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(usual.toString().getBytes(StandardCharsets.UTF_8));
            var name = "wardpost-" + System.getProperty("user.name") + "-"
                    + HexFormat.of().formatHex(hash, 0, 12);
            return Path.of("/tmp", name, "admin.sock");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    private static Path real(Path data) {
        try {
            return Files.exists(data) ? data.toRealPath() : data.toAbsolutePath();
        } catch (IOException e) {
            return data.toAbsolutePath();
        }
    }
}
