package org.wardpost.identity.operation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.wardpost.store.backup.ArchiveException;

/** {@code backup}: everything the server has, of one instant, into a folder; done when the keys at hand have opened it. */
public final class MakeBackup implements Operation<MakeBackup.Input, MakeBackup.Output> {
    private final List<Path> apart;

    /** @param apart folders that a backup never lies in: data and keys */
    public MakeBackup(List<Path> apart) {
        this.apart = List.copyOf(apart);
    }

    /** @param folder absolute, on the server's machine, new or empty */
    public record Input(String folder) {}

    /**
     * @param opened samples that were opened, by kind
     * @param accounts whose key was opened
     * @param sealedAccounts in the backup, and untried, because only their owners can open them
     * @param missing object files that were gone before; {@code verify} names the messages
     */
    public record Output(
            String folder,
            Instant made,
            long rows,
            long objectFiles,
            long bytes,
            Map<String, Integer> opened,
            int accounts,
            int sealedAccounts,
            int missing) {}

    @Override
    public String name() {
        return "backup.make";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.folder();
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var folder = folder(input.folder());
        try {
            var report = context.store()
                    .backup()
                    .make(folder, (done, of) -> context.progress().at("backed up", done, of));
            return new Output(
                    folder.toString(),
                    report.made(),
                    report.rows(),
                    report.objectFiles(),
                    report.bytes(),
                    report.opened(),
                    report.accounts(),
                    report.sealedAccounts(),
                    report.missing().size());
        } catch (ArchiveException e) {
            throw new OperationRefused(String.valueOf(e.getMessage()));
        }
    }

    private Path folder(String given) {
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
}
