package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Dovecot 2.3: Maildir, every write synced ({@code mail_fsync=always}), with {@code mail_crypt} keys per user or without;
 * before it Debian's Postfix, for mail that comes by SMTP.
 */
public final class DovecotPeer implements Peer {
    public static final String ID = "dovecot";
    public static final String ENCRYPTED_ID = "dovecot-crypt";
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final boolean encrypted;
    private final int accounts;
    private final int lmtp = Ports.free();
    private final int imap = Ports.free();
    private final int imaps = Ports.free();
    private final Path folder;
    private final PostfixFront postfix;
    private @Nullable Process process;

    /** @param folder an empty folder on the disk to measure; needs root, since Dovecot changes users */
    public DovecotPeer(Path folder, int accounts, boolean encrypted) {
        this.folder = folder;
        this.encrypted = encrypted;
        this.accounts = accounts;
        try {
            Files.createDirectories(folder.resolve("mail"));
            Commands.run("chown", "-R", "mail:mail", folder.resolve("mail").toString());
            certificate();
            Files.writeString(
                    folder.resolve("dovecot.conf"),
                    Template.filled(
                            "dovecot.conf",
                            Map.of(
                                    "FOLDER", folder.toString(),
                                    "LMTP", "" + lmtp,
                                    "IMAP", "" + imap,
                                    "IMAPS", "" + imaps,
                                    "CRYPT", encrypted ? "mail_plugins = $mail_plugins mail_crypt" : "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        postfix = new PostfixFront(folder.resolve("postfix"), lmtp);
        start();
    }

    /** Like ours: ECDSA with P-256, the quickest to shake hands with. */
    private void certificate() throws IOException {
        var request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost";
        Commands.run(
                ("openssl " + request + " -keyout " + folder.resolve("key.pem") + " -out " + folder.resolve("cert.pem"))
                        .split(" "));
    }

    @Override
    public void start() {
        try {
            process = new ProcessBuilder(
                            "dovecot",
                            "-F",
                            "-c",
                            folder.resolve("dovecot.conf").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("dovecot.out").toFile())
                    .start();
            Ports.await(lmtp, folder.resolve("dovecot.log"));
            Ports.await(imaps, folder.resolve("dovecot.log"));
            postfix.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        postfix.stop();
        Commands.end(process);
    }

    @Override
    public String id() {
        return encrypted ? ENCRYPTED_ID : ID;
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
    public int imapPort() {
        return imap;
    }

    @Override
    public int imapsPort() {
        return imaps;
    }

    @Override
    public int smtpPort() {
        return postfix.port();
    }

    @Override
    public List<String> addresses() {
        return IntStream.range(0, accounts)
                .mapToObj(i -> "user" + i + "@bench.example")
                .toList();
    }

    @Override
    public String password() {
        return "benchmark";
    }

    @Override
    public void settle() throws InterruptedException {
        Thread.sleep(SETTLING);
    }

    /** Of Dovecot alone, which is what serves IMAP. */
    @Override
    public long residentOctets() {
        return process == null ? 0 : ProcessMemory.octets(process.toHandle());
    }

    @Override
    public void close() {
        stop();
    }
}
