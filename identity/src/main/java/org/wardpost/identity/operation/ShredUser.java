package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.List;
import org.wardpost.store.backup.BackupRecord;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * {@code shred user}: an account with its slots, grants and rows goes, the database is compacted, and the answer says which backups
 * still open it. Those are what is left of it: backups hold the keys that lay here.
 */
public final class ShredUser implements Operation<ShredUser.Input, ShredUser.Output> {
    private final RootKeyProvider root;

    public ShredUser(RootKeyProvider root) {
        this.root = root;
    }

    public record Input(String address) {}

    /**
     * @param rootVersion that the database hangs on now
     * @param backups that this server made, and that a root version at hand opens; copies made by other means are not known
     */
    public record Output(String address, int rootVersion, List<Opens> backups) {}

    /**
     * A backup that still opens the account if it was in it.
     * @param rootVersions any of them opens it; when all are destroyed, nothing does
     */
    public record Opens(String folder, Instant made, List<Integer> rootVersions) {
        static Opens of(BackupRecord backup) {
            return new Opens(
                    backup.folder(),
                    backup.made(),
                    backup.wraps().stream()
                            .map(BackupRecord.Wrap::rootVersion)
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    @Override
    public String name() {
        return "user.shred";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.address();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var account = context.users().require(input.address());
        context.users().remove(account);
        context.progress().at("compacting", 0, -1);
        context.store().compact();
        var backups = context.store().backup().made().stream()
                .filter(backup -> backup.opensBy(root.versions()))
                .map(Opens::of)
                .toList();
        return new Output(account.address(), root.currentVersion(), backups);
    }
}
