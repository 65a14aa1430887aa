package org.wardpost.vault.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.vault.Ids;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrongRootKeyException;

/**
 * On SoftHSM2 (Debian: softhsm2). Surefire gives {@code SOFTHSM2_CONF}, since the library reads it from the environment; each test
 * has a token of its own in the folder that it names.
 */
class Pkcs11ProviderTest implements RootKeyProviderContract {
    private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

    private final String label = "wp-" + Ids.random().toString().substring(0, 8);
    private Path pin = Path.of("unset");

    @BeforeAll
    static void configure() throws IOException {
        assertThat(LIBRARY).as("apt-get install softhsm2").exists();
        var configuration = Path.of(System.getenv("SOFTHSM2_CONF"));
        var tokens = configuration.resolveSibling("softhsm-tokens").toAbsolutePath();
        Files.createDirectories(tokens);
        Files.writeString(
                configuration,
                "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    }

    @BeforeEach
    void initialiseToken() throws Exception {
        pin = Files.createTempFile(
                "pin", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(pin, "567890\n");
        run("softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", "567890");
    }

    @AfterEach
    void deleteToken() throws Exception {
        run("softhsm2-util", "--delete-token", "--token", label);
        Files.deleteIfExists(pin);
    }

    private Pkcs11Settings settings() {
        return new Pkcs11Settings(LIBRARY, label, pin);
    }

    @Override
    public RootKeyProvider fresh() {
        return Pkcs11Provider.create(settings());
    }

    @Override
    public RootKeyProvider reopened() {
        return Pkcs11Provider.open(settings());
    }

    @Override
    public boolean exports() {
        return false;
    }

    @Test
    void theTokenItselfRefusesToGiveTheKeyOut() throws Exception {
        try (var provider = fresh();
                var token = new Cryptoki(LIBRARY)) {
            token.open(label, "567890".getBytes());
            long key = token.keys().get("wardpost-root-1");
            assertThatThrownBy(() -> token.value(key, Cryptoki.CKA_VALUE)).isInstanceOf(Cryptoki.Refused.class);
            assertThat(token.value(key, Cryptoki.CKA_EXTRACTABLE)).containsExactly(0);
            assertThat(token.value(key, Cryptoki.CKA_SENSITIVE)).containsExactly(1);
            assertThat(provider.currentVersion()).isEqualTo(1);
        }
    }

    @Test
    void aWorkingKeyLeavesNothingBehindInTheToken() throws Exception {
        try (var provider = fresh();
                var token = new Cryptoki(LIBRARY)) {
            var working = WorkingKey.random(1);
            provider.unwrap(1, provider.wrap(1, working), 1);
            token.open(label, "567890".getBytes());
            assertThat(token.keys().keySet()).containsExactly("wardpost-root-1");
        }
    }

    @Test
    void aMissingTokenIsNamed() {
        assertThatThrownBy(() -> Pkcs11Provider.open(new Pkcs11Settings(LIBRARY, "nobody's", pin)))
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("nobody's");
    }

    @Test
    void aMissingLibraryIsNamed() {
        assertThatThrownBy(() -> Pkcs11Provider.open(new Pkcs11Settings(Path.of("/nowhere/lib.so"), label, pin)))
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("/nowhere/lib.so");
    }

    @Test
    void aWrongPinIsRefused() throws IOException {
        fresh().close();
        Files.writeString(pin, "000000");
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("PIN is wrong");
    }

    @Test
    void aTokenWithoutOurKeyIsRefused() {
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("no root key");
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
