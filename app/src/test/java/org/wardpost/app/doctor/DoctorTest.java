package org.wardpost.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.app.Installation;
import org.wardpost.app.tls.TlsFolder;
import org.wardpost.app.wiring.OpenStore;

class DoctorTest {
    @TempDir
    Path root;

    private Installation installation;

    @BeforeEach
    void anInstallation() throws IOException {
        installation = Installation.find(null, root.resolve("data"), root.resolve("keys"), null);
        OpenStore.open(installation, OpenStore.IfNew.MAKE, Clock.systemUTC()).close();
        new TlsFolder(installation.keys()).ready("mail.ward.example", Clock.systemUTC());
        Files.writeString(root.resolve("swaps"), "Filename Type Size Used Priority\n");
    }

    private Finding finding(String check, Clock clock, Map<String, String> environment) {
        return new Doctor(installation, clock, environment, root)
                .examine().stream()
                        .filter(finding -> finding.check().equals(check))
                        .findFirst()
                        .orElseThrow();
    }

    private Finding finding(String check) {
        return finding(check, Clock.systemUTC(), Map.of());
    }

    @Test
    void aNewInstallationHasNothingToRepair() {
        assertThat(new Doctor(installation, Clock.systemUTC(), Map.of(), root).examine())
                .noneMatch(finding -> finding.level() == Finding.Level.BAD)
                .anyMatch(finding -> finding.sentence().contains("open with root key 1"));
    }

    @Test
    void aDomainWithoutAPostmasterIsNamed() {
        assertThat(finding("postmaster").level()).isEqualTo(Finding.Level.GOOD);
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC())) {
            open.store().domains().add("ward.example");
        }
        assertThat(finding("postmaster").level()).isEqualTo(Finding.Level.WARNING);
        assertThat(finding("postmaster").sentence()).contains("wardpost alias add postmaster@ward.example");
        try (var open = OpenStore.open(installation, OpenStore.IfNew.REFUSE, Clock.systemUTC())) {
            open.identity()
                    .users()
                    .createGroup("postmaster@ward.example", "Operators", OptionalLong.empty(), OptionalLong.empty());
        }
        assertThat(finding("postmaster").level()).isEqualTo(Finding.Level.GOOD);
    }

    @Test
    void anOpenFolderIsBad() throws IOException {
        Files.setPosixFilePermissions(installation.data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(finding("data folder").level()).isEqualTo(Finding.Level.BAD);
        assertThat(finding("data folder").sentence()).contains("chmod 700");
        assertThat(finding("store and root key").level()).isEqualTo(Finding.Level.BAD);
    }

    @Test
    void aCertificateThatEndsIsToldInTime() {
        assertThat(finding("certificate").level()).isEqualTo(Finding.Level.GOOD);
        assertThat(finding("certificate", Clock.offset(Clock.systemUTC(), Duration.ofDays(390)), Map.of())
                        .level())
                .isEqualTo(Finding.Level.WARNING);
        assertThat(finding("certificate", Clock.offset(Clock.systemUTC(), Duration.ofDays(400)), Map.of())
                        .level())
                .isEqualTo(Finding.Level.BAD);
    }

    @Test
    void swapInClearIsToldAndEncryptedOneIsNot() throws IOException {
        Files.writeString(root.resolve("swaps"), "Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n");
        assertThat(finding("swap").level()).isEqualTo(Finding.Level.WARNING);
        Files.writeString(root.resolve("swaps"), "Filename Type Size Used Priority\n/dev/dm-1 partition 1 0 -2\n");
        assertThat(finding("swap").level()).isEqualTo(Finding.Level.GOOD);
    }

    @Test
    void secretsInTheEnvironmentAreNamedWithoutTheirValue() {
        var finding =
                finding("environment", Clock.systemUTC(), Map.of("WARDPOST_DB_PASSWORD", "hunter2", "HOME", "/root"));
        assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
        assertThat(finding.sentence()).contains("WARDPOST_DB_PASSWORD").doesNotContain("hunter2");
    }
}
