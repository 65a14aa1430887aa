package org.wardpost.store.blob;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.StoreFault;
import org.wardpost.vault.Ids;
import org.wardpost.vault.SealedSource;

/** Sealed objects as files {@code xx/<32 hex digits>}. File and folders are on the platter before {@link #put} returns. */
public final class FileBlobs implements BlobStore {
    private final Path root;

    /** @param root made if it is not there, readable by nobody else */
    public FileBlobs(Path root) {
        this.root = root;
        PrivateFolders.create(root);
    }

    @Override
    public void put(UUID name, Path sealed) {
        var target = path(name);
        try {
            Fsync.file(sealed);
            makeFolder(name);
            linkOrCopy(sealed, target);
            Fsync.folder(folder(name));
        } catch (IOException failed) {
            throw StoreFault.of("writing a sealed object", failed);
        }
    }

    @Override
    public void copyIn(UUID name, Path sealed) {
        var target = path(name);
        try {
            makeFolder(name);
            copy(sealed, target);
            Fsync.folder(folder(name));
        } catch (IOException failed) {
            throw StoreFault.of("writing a sealed object", failed);
        }
    }

    private void makeFolder(UUID name) throws IOException {
        var folder = folder(name);
        if (!Files.isDirectory(folder)) {
            PrivateFolders.create(folder);
            Fsync.folder(root);
        }
    }

    private static void linkOrCopy(Path sealed, Path target) throws IOException {
        try {
            Files.createLink(target, sealed);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException | UnsupportedOperationException noLinks) {
            copy(sealed, target);
        }
    }

    private static void copy(Path sealed, Path target) throws IOException {
        var copy = target.resolveSibling(target.getFileName() + ".new");
        Files.copy(sealed, copy, StandardCopyOption.REPLACE_EXISTING);
        Fsync.file(copy);
        Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public SealedSource open(UUID name) {
        return FileSource.of(path(name));
    }

    @Override
    public void delete(UUID name) {
        try {
            Files.deleteIfExists(path(name));
        } catch (IOException failed) {
            throw StoreFault.of("deleting a sealed object", failed);
        }
    }

    @Override
    public void names(Consumer<UUID> each) {
        try (var files = Files.walk(root, 2)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> name(file.getFileName().toString(), each));
        } catch (IOException failed) {
            throw StoreFault.of("listing sealed objects", failed);
        }
    }

    @Override
    public void close() {}

    private static void name(String file, Consumer<UUID> each) {
        var hex = file.endsWith(".new") ? file.substring(0, file.length() - 4) : file;
        if (hex.matches("[0-9a-f]{32}")) {
            each.accept(Ids.of(HexFormat.of().parseHex(hex)));
        }
    }

    private Path path(UUID name) {
        return folder(name).resolve(hex(name));
    }

    private Path folder(UUID name) {
        return root.resolve(hex(name).substring(0, 2));
    }

    private static String hex(UUID name) {
        return HexFormat.of().formatHex(Ids.bytes(name));
    }
}
