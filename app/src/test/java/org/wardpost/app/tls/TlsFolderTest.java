package org.wardpost.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.app.StartException;

class TlsFolderTest {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-24T08:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path keys;

    @Test
    void aCertificateIsMadeOnceForTheNamesOfThisMachine() throws Exception {
        var made = new TlsFolder(keys).ready("mail.ward.example", NOW);
        made.chain().getFirst().verify(made.chain().getLast().getPublicKey());
        assertThat(made.chain().getFirst().getSubjectAlternativeNames().stream()
                        .map(name -> name.get(1).toString()))
                .contains("mail.ward.example", "localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(new TlsFolder(keys).ready("mail.ward.example", NOW).chain()).isEqualTo(made.chain());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("tls/server-key.pem"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("tls/ca-key.pem"))))
                .isEqualTo("rw-------");
    }

    @Test
    void itIsRenewedInTimeByTheSameAuthority() {
        var first = new TlsFolder(keys).ready("mail.ward.example", NOW);
        var later = new TlsFolder(keys).ready("mail.ward.example", Clock.offset(NOW, Duration.ofDays(380)));
        assertThat(later.chain().getFirst()).isNotEqualTo(first.chain().getFirst());
        assertThat(later.chain().getLast()).isEqualTo(first.chain().getLast());
    }

    @Test
    void aDamagedCertificateIsNamedAndNothingIsMadeAnew() throws IOException {
        new TlsFolder(keys).ready("mail.ward.example", NOW);
        var damaged = keys.resolve("tls/server.pem");
        Files.writeString(damaged, Files.readString(damaged).substring(0, 200));
        refused("server.pem is not a readable certificate");
        assertThat(Files.size(damaged)).isEqualTo(200);
    }

    @Test
    void aKeyOfAnotherCertificateIsNoticed() throws IOException {
        new TlsFolder(keys).ready("mail.ward.example", NOW);
        Files.copy(
                keys.resolve("tls/ca-key.pem"),
                keys.resolve("tls/server-key.pem"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        refused("does not belong to its private key");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        new TlsFolder(keys).ready("mail.ward.example", NOW);
        Files.setPosixFilePermissions(keys.resolve("tls/server-key.pem"), PosixFilePermissions.fromString("rw-r--r--"));
        refused("Run: chmod 600");
    }

    private void refused(String sentence) {
        assertThatThrownBy(() -> new TlsFolder(keys).ready("mail.ward.example", NOW))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(sentence);
    }
}
