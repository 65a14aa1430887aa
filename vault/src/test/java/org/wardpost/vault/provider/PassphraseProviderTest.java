package org.wardpost.vault.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.vault.WrongRootKeyException;

class PassphraseProviderTest implements RootKeyProviderContract {
    private static final char[] PASSPHRASE = "otter velvet quarry".toCharArray();

    @TempDir
    Path home;

    private Path keys() {
        return home.resolve("keys");
    }

    @Override
    public RootKeyProvider fresh() {
        return PassphraseProvider.create(keys(), PASSPHRASE);
    }

    @Override
    public RootKeyProvider reopened() {
        return PassphraseProvider.open(keys(), PASSPHRASE);
    }

    @Test
    void anotherPassphraseIsRefused() {
        fresh().close();
        assertThatThrownBy(() -> PassphraseProvider.open(keys(), "otter velvet quarrY".toCharArray()))
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("passphrase is wrong");
    }

    @Test
    void aShortPassphraseIsRefusedAndNothingIsMade() {
        assertThatThrownBy(() -> PassphraseProvider.create(keys(), "short".toCharArray()))
                .isInstanceOf(WrongRootKeyException.class);
        assertThat(keys().resolve("root.passphrase")).doesNotExist();
    }

    @Test
    void aChangedFileIsRefused() throws IOException {
        fresh().close();
        var file = keys().resolve("root.passphrase");
        var bytes = Files.readAllBytes(file);
        for (int at : new int[] {0, 20, 30, bytes.length - 40, bytes.length - 1}) {
            var changed = bytes.clone();
            changed[at] ^= 1;
            Files.write(file, changed);
            assertThatThrownBy(this::reopened).isInstanceOf(WrongRootKeyException.class);
        }
        Files.write(file, java.util.Arrays.copyOf(bytes, 10));
        assertThatThrownBy(this::reopened).isInstanceOf(WrongRootKeyException.class);
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        fresh().close();
        Files.setPosixFilePermissions(keys().resolve("root.passphrase"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(this::reopened)
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("chmod 600");
    }
}
