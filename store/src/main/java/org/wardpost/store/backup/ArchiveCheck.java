package org.wardpost.store.backup;

import java.io.IOException;
import java.nio.file.Path;
import org.wardpost.store.Progress;

/** Compares every octet of an archive with what its manifest says, file by file. */
final class ArchiveCheck {
    private final ArchiveFolder folder;
    private final Manifest manifest;
    private final Progress progress;
    private final long all;
    private long done;

    ArchiveCheck(ArchiveFolder folder, Manifest manifest, Progress progress) {
        this.folder = folder;
        this.manifest = manifest;
        this.progress = progress;
        this.all = manifest.tables().stream()
                        .mapToLong(table -> table.sum().bytes())
                        .sum()
                + manifest.objects().list().bytes()
                + manifest.objects().bytes();
    }

    /** @throws ArchiveException naming the first file that is not as the manifest says */
    void run() {
        for (var table : manifest.tables()) {
            check(folder.rows(table.name()), table.sum());
        }
        check(folder.objectList(), manifest.objects().list());
        try {
            folder.eachObject(object -> check(folder.object(object.name()), object.sum()));
        } catch (IOException failed) {
            throw new ArchiveException(
                    "The file objects.list of the backup cannot be read: " + ArchiveFolder.reason(failed) + ".",
                    failed);
        }
    }

    private void check(Path file, HashedFile.Sum expected) {
        var name = folder.root().relativize(file);
        try {
            if (!HashedFile.of(file).equals(expected)) {
                throw new ArchiveException(
                        "The file " + name + " of the backup " + folder.root()
                                + " is not as it was written: it was changed, damaged or cut. Nothing was restored; take another backup.");
            }
        } catch (IOException failed) {
            throw new ArchiveException(
                    "The file " + name + " of the backup " + folder.root() + " cannot be read: "
                            + ArchiveFolder.reason(failed) + ".",
                    failed);
        }
        done += expected.bytes();
        progress.at(done, all);
    }
}
