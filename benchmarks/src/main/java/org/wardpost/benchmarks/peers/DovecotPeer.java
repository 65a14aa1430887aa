package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's Dovecot 2.3: Maildir, every write synced ({@code mail_fsync=always}), with {@code mail_crypt} keys per user or without. */
public final class DovecotPeer implements Peer {
    private final boolean encrypted;
    private final int accounts;
    private final int lmtp = freePort();
    private final int imaps = freePort();
    private final Process process;

    /** @param folder an empty folder on the disk to measure; needs root, since Dovecot changes users */
    public DovecotPeer(Path folder, int accounts, boolean encrypted) {
        this.encrypted = encrypted;
        this.accounts = accounts;
        try {
            Files.createDirectories(folder.resolve("mail"));
            own(folder.resolve("mail"));
            certificate(folder);
            var config = folder.resolve("dovecot.conf");
            Files.writeString(config, config(folder));
            process = new ProcessBuilder("dovecot", "-F", "-c", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("dovecot.out").toFile())
                    .start();
            awaitPort(folder, lmtp);
            awaitPort(folder, imaps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String config(Path folder) throws IOException {
        var template = DovecotPeer.class.getResourceAsStream("/peers/dovecot.conf");
        if (template == null) throw new IllegalStateException("peers/dovecot.conf is missing");
        try (template) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@FOLDER@", folder.toString())
                    .replace("@LMTP@", "" + lmtp)
                    .replace("@IMAPS@", "" + imaps)
                    .replace("@CRYPT@", encrypted ? "mail_plugins = $mail_plugins mail_crypt" : "");
        }
    }

    private static void own(Path folder) throws IOException {
        run("chown", "-R", "mail:mail", folder.toString());
    }

    private static void certificate(Path folder) throws IOException {
        run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "30",
                "-subj",
                "/CN=localhost",
                "-keyout",
                folder.resolve("key.pem").toString(),
                "-out",
                folder.resolve("cert.pem").toString());
    }

    private static void run(String... command) throws IOException {
        var run = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (run.waitFor() != 0) throw new IOException(String.join(" ", command) + ": " + said);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void awaitPort(Path folder, int port) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end && process.isAlive()) {
            try (var probe = new Socket("127.0.0.1", port)) {
                if (probe.isConnected()) return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IOException("Dovecot did not start: " + Files.readString(folder.resolve("dovecot.out")));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return encrypted ? "Dovecot, mail_crypt" : "Dovecot";
    }

    @Override
    public int lmtpPort() {
        return lmtp;
    }

    @Override
    public int imapsPort() {
        return imaps;
    }

    @Override
    public int smtpPort() {
        return 0;
    }

    @Override
    public List<String> addresses() {
        var addresses = new ArrayList<String>();
        for (int i = 0; i < accounts; i++) addresses.add("user" + i + "@bench.example");
        return addresses;
    }

    @Override
    public String password() {
        return "benchmark";
    }

    @Override
    public long residentOctets() {
        return ProcessMemory.octets(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
