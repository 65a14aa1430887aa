package org.wardpost.vault.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.vault.WrongRootKeyException;

class Pkcs12ProviderTest implements RootKeyProviderContract {
    @TempDir
    Path home;

    private Path keys() {
        return home.resolve("keys");
    }

    @Override
    public RootKeyProvider fresh() {
        return Pkcs12Provider.create(keys());
    }

    @Override
    public RootKeyProvider reopened() {
        return Pkcs12Provider.open(keys());
    }

    @Test
    void everythingItMakesIsForItsOwnerOnly() throws IOException {
        fresh().close();
        assertThat(mode(keys())).isEqualTo("rwx------");
        try (var files = Files.list(keys())) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"root.p12", "password", "."})
    void whatOthersMayReadIsRefusedAndSaysWhatToDo(String file) throws IOException {
        fresh().close();
        Files.setPosixFilePermissions(keys().resolve(file), PosixFilePermissions.fromString("rwxr-----"));
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("chmod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root.p12", "password"})
    void whatIsMissingIsNamed(String file) throws IOException {
        fresh().close();
        Files.delete(keys().resolve(file));
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining(file);
    }

    @Test
    void aMissingFolderIsNamedAndNotMade() {
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("keys");
        assertThat(keys()).doesNotExist();
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        fresh().close();
        Files.writeString(keys().resolve("password"), "00".repeat(32));
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("password");
    }

    @Test
    void aCutFileIsRefused() throws IOException {
        fresh().close();
        var file = keys().resolve("root.p12");
        var bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(this::reopened).isInstanceOf(WrongRootKeyException.class);
    }

    @Test
    void anExistingKeyIsNeverOverwritten() throws IOException {
        fresh().close();
        var before = Files.readAllBytes(keys().resolve("root.p12"));
        assertThatThrownBy(this::fresh).isInstanceOf(WrongRootKeyException.class);
        assertThat(Files.readAllBytes(keys().resolve("root.p12"))).isEqualTo(before);
    }

    @Test
    void theKeyIsNotInTheFileAsItIs() throws IOException {
        try (var provider = fresh()) {
            var file = HexFormat.of().formatHex(Files.readAllBytes(keys().resolve("root.p12")));
            assertThat(file).doesNotContain(HexFormat.of().formatHex(provider.export(1)));
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
