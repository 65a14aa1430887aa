package org.wardpost.identity.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where backups may be written.
 * @param apart folders that a backup never lies in: data and keys
 */
public record BackupFolders(List<Path> apart) {
    /** @throws OperationRefused if it is no whole path, or in or around data and keys */
    Path checked(String given) {
        Path folder;
        try {
            folder = Path.of(given).normalize();
        } catch (InvalidPathException e) {
            throw new OperationRefused("The name of the folder is no path.");
        }
        if (!folder.isAbsolute()) {
            throw new OperationRefused("Name the folder of a backup by its whole path.");
        }
        for (var other : apart) {
            if (folder.startsWith(other) || other.startsWith(folder)) {
                throw new OperationRefused("A backup does not lie in or around " + other
                        + ": whoever has both would have data and keys. Name a folder apart.");
            }
        }
        return folder;
    }

    /** The same for whoever must know before something else is done. @throws OperationRefused if it cannot be written, too */
    Path usable(String given) {
        var folder = checked(given);
        var parent = folder.getParent();
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw new OperationRefused("The folder " + folder + " is not empty: name a new one for the backup.");
        }
        var exists = Files.exists(folder) ? folder : parent;
        if (exists == null || !Files.isDirectory(exists) || !Files.isWritable(exists)) {
            throw new OperationRefused("A backup cannot be written to " + folder
                    + ": the folder above must be there and belong to the server's user.");
        }
        return folder;
    }

    private static boolean isEmpty(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }
}
