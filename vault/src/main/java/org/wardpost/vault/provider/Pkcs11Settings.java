package org.wardpost.vault.provider;

import java.nio.file.Path;

/**
 * Where a token is.
 * @param library the vendor's PKCS#11 library, like {@code /usr/lib/softhsm/libsofthsm2.so}
 * @param tokenLabel as it was initialised with
 * @param pinFile a file of mode 0600, or a systemd credential, that holds the user's PIN
 */
public record Pkcs11Settings(Path library, String tokenLabel, Path pinFile) {}
