package org.wardpost.store.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.wardpost.store.StoreFault;

/** Folders that only the server's user can enter. */
final class PrivateFolders {
    private PrivateFolders() {}

    static void create(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failed) {
            throw StoreFault.of("making a folder for sealed objects", failed);
        }
    }
}
