package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.Map;
import org.wardpost.store.backup.ArchiveException;

/** {@code backup}: everything the server has, of one instant, into a folder; done when the keys at hand have opened it. */
public final class MakeBackup implements Operation<MakeBackup.Input, MakeBackup.Output> {
    private final BackupFolders folders;

    public MakeBackup(BackupFolders folders) {
        this.folders = folders;
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
        var folder = folders.checked(input.folder());
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
}
