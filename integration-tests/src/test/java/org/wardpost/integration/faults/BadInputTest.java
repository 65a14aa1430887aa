package org.wardpost.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;

/** What an operator can get wrong: each a plain sentence, an exit code that is not 0, and nothing changed on disk. */
class BadInputTest {
    @TempDir
    Path root;

    private RunningServer server;

    @BeforeEach
    void aStoppedServer() {
        server = RunningServer.quickstart(root.resolve("one"), "--demo-users", "1");
        assertThat(server.terminate()).isZero();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theWrongRootKeyIsNamed() throws IOException {
        try (var other = RunningServer.quickstart(root.resolve("two"), "--demo-users", "1")) {
            other.terminate();
            delete(server.folders().keys());
            copy(other.folders().keys(), server.folders().keys());
        }
        refused("key");
    }

    @Test
    void aMissingKeyFolderIsNamedAndNoNewKeyIsMade() throws IOException {
        delete(server.folders().keys());
        refused("key");
        assertThat(server.folders().keys()).doesNotExist();
    }

    @Test
    void aHalfCopiedDataFolderIsNoticed() throws IOException {
        var database = largest(server.folders().data());
        try (var file = new RandomAccessFile(database.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        refused("data");
    }

    @Test
    void aDataFolderWithoutItsDatabaseIsNotFilledAnew() throws IOException {
        Files.delete(largest(server.folders().data()));
        refused("data");
    }

    @Test
    void readableKeysAreRefused() throws IOException {
        try (var files = Files.list(server.folders().keys())) {
            for (var file : files.toList())
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
        refused("mode");
    }

    /** One after the other against one server; each file is put back afterwards. */
    @Test
    void aDamagedCertificateOrKeyIsNamed() throws Exception {
        var tls = server.folders().keys().resolve("tls");
        var other = CertificateFiles.make(Files.createDirectory(root.resolve("other")), "", "365");
        damaged(tls.resolve("ca.pem"), _ -> "no certificate and no key\n".getBytes(StandardCharsets.US_ASCII));
        damaged(tls.resolve("ca-key.pem"), whole -> Arrays.copyOf(whole, whole.length / 2));
        damaged(tls.resolve("server.pem"), _ -> new byte[0]);
        damaged(tls.resolve("server-key.pem"), whole -> Arrays.copyOf(whole, whole.length / 2));
        var key = tls.resolve("server-key.pem");
        var whole = Files.readAllBytes(key);
        Files.copy(other.key(), key, StandardCopyOption.REPLACE_EXISTING);
        refused("does not belong to its private key");
        Files.write(key, whole);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        refused("chmod 600");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        server.start();
    }

    private void damaged(Path file, UnaryOperator<byte[]> damage) throws IOException {
        var whole = Files.readAllBytes(file);
        Files.write(file, damage.apply(whole));
        refused("put it back");
        Files.write(file, whole);
    }

    @Test
    void aCertificateOfTheSettingsThatCannotBeUsedIsNamed() throws Exception {
        var given = CertificateFiles.make(Files.createDirectory(root.resolve("given")), "", "365");
        var ended = CertificateFiles.make(Files.createDirectory(root.resolve("ended")), "-400d", "30");
        refused("has ended", given(ended.key(), ended.certificate()));
        refused("does not belong to its private key", given(ended.key(), given.certificate()));
        refused("go together", "[tls]\ncertificate = \"" + given.certificate() + "\"\n");
        refused("cannot be read", given(root.resolve("nowhere"), given.certificate()));
        Files.writeString(given.certificate(), "garbage");
        refused("tls.certificate", given(given.key(), given.certificate()));
    }

    private static String given(Path key, Path certificate) {
        return "[tls]\ncertificate = \"" + certificate + "\"\nkey = \"" + key + "\"\n";
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (var taken = new ServerSocket(server.port("imaps"), 1, InetAddress.getLoopbackAddress())) {
            refused(Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(server.command("serve", "--no-such-option").exitCode()).isNotZero();
    }

    private void refused(String word) throws IOException {
        refused(word, "");
    }

    private void refused(String word, String settings) throws IOException {
        var config = Files.writeString(root.resolve("wardpost.toml"), settings);
        var before = fingerprint();
        int offset = server.port("imaps") - 993;
        Finished finished =
                server.command("serve", "--config", config.toString(), "--port-offset", Integer.toString(offset));
        assertThat(finished.exitCode()).isNotZero();
        var said = finished.errors();
        assertThat(said.toLowerCase(java.util.Locale.ROOT)).contains(word);
        assertThat(said).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(fingerprint()).isEqualTo(before);
    }

    /** Every file with its length and check sum; the lock file of a start that failed does not count. */
    private Map<String, String> fingerprint() throws IOException {
        var prints = new TreeMap<String, String>();
        try (var files = Files.walk(root.resolve("one"))) {
            for (var file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().matches(".*(tmp/.*|\\.log|\\.lock)"))
                    .toList()) {
                var sum = new CRC32();
                sum.update(Files.readAllBytes(file));
                prints.put(file.toString(), Files.size(file) + " " + sum.getValue());
            }
        }
        return prints;
    }

    private static Path largest(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
