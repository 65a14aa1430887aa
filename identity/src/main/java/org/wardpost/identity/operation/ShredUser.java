package org.wardpost.identity.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wardpost.store.backup.ArchiveException;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/**
 * {@code shred user}: an account with its slots, grants and rows goes, the database is compacted, and the answer says which backups
 * still open it. Those are what is left of it: backups hold the keys that lay here. {@code --now} ends what root keys open of them:
 * it rotates before, takes a backup after, and when that is proved destroys the root keys of before.
 */
public final class ShredUser implements Operation<ShredUser.Input, ShredUser.Output> {
    private final RootKeyProvider root;
    private final BackupFolders folders;

    public ShredUser(RootKeyProvider root, BackupFolders folders) {
        this.root = root;
        this.folders = folders;
    }

    /**
     * @param backup folder of the new backup; empty: without {@code --now}, nothing is rotated or destroyed
     * @param look only tell what {@code --now} would destroy
     */
    public record Input(String address, Optional<String> backup, boolean look) {}

    /**
     * @param rootVersion that the database hangs on now
     * @param backups that this server made, and that a root version at hand or shares open; copies made by other means are not known
     * @param destroyed root versions that were destroyed, or would be
     * @param dead backups that nothing at hand opens any more, or would open
     */
    public record Output(
            String address,
            int rootVersion,
            List<OpeningBackup> backups,
            List<Integer> destroyed,
            List<OpeningBackup> dead) {}

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
        return input.address()
                + (input.look() ? ", only looked at" : input.backup().isPresent() ? ", now" : "");
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var account = context.users().require(input.address());
        if (input.look()) {
            var all = List.copyOf(root.versions());
            return new Output(
                    account.address(), root.currentVersion(), opening(context, Set.of()), all, dead(context, all));
        }
        var folder = input.backup().map(folders::usable);
        if (folder.isPresent()) {
            rotate(context); // first: if the root key cannot be had, nothing has happened
        }
        context.users().remove(account);
        context.progress().at("compacting", 0, -1);
        context.store().compact();
        if (folder.isEmpty()) {
            return new Output(
                    account.address(), root.currentVersion(), opening(context, root.versions()), List.of(), List.of());
        }
        prove(folder.get(), context);
        var old = List.copyOf(root.versions().headSet(root.currentVersion()));
        var dead = dead(context, old);
        old.forEach(root::destroy);
        return new Output(account.address(), root.currentVersion(), opening(context, root.versions()), old, dead);
    }

    private void rotate(OperationContext context) {
        try {
            var status = context.store()
                    .rotation()
                    .rotate((done, of) -> context.progress().at("slots", done, of));
            if (status.behind() > 0) {
                status = context.store().rotation().finish((_, _) -> {}); // of accounts that were made meanwhile
            }
            if (status.behind() > 0 || !context.store().rotation().opensBy(Set.of(root.currentVersion()))) {
                throw new OperationRefused(
                        "The rotation did not come to its end (" + status.behind()
                                + " slots are behind), so nothing was removed and no root key destroyed. Run wardpost verify, then try again.");
            }
        } catch (WrongRootKeyException e) {
            throw new OperationRefused(e.getMessage() + " Nothing was removed.");
        }
    }

    /** Nothing is destroyed before a backup is there that needs none of it. */
    private void prove(java.nio.file.Path folder, OperationContext context) {
        try {
            var made = context.store()
                    .backup()
                    .make(folder, (done, of) -> context.progress().at("backed up", done, of));
            var record = context.store().backup().made().stream()
                    .filter(backup -> backup.id().equals(made.id()))
                    .findFirst();
            if (!made.missing().isEmpty()
                    || !record.map(r -> r.opensBy(Set.of(root.currentVersion())))
                            .orElse(false)) {
                throw new ArchiveException(
                        "The new backup is not whole, or does not open by the new root key alone; run wardpost verify.");
            }
        } catch (ArchiveException e) {
            throw new OperationRefused(
                    "The account is removed, but no root key was destroyed, because of the new backup: "
                            + e.getMessage() + " Then: wardpost backup DIR; wardpost key destroy N for each N below "
                            + root.currentVersion() + ".");
        }
    }

    private static List<OpeningBackup> opening(OperationContext context, Set<Integer> versions) {
        return context.store().backup().made().stream()
                .filter(backup -> OpeningBackup.opens(backup, versions))
                .map(OpeningBackup::of)
                .toList();
    }

    private List<OpeningBackup> dead(OperationContext context, List<Integer> versions) {
        var left = new java.util.TreeSet<>(root.versions());
        versions.forEach(left::remove);
        return context.store().backup().made().stream()
                .filter(backup -> backup.opensBy(root.versions()))
                .filter(backup -> !OpeningBackup.opens(backup, left))
                .map(OpeningBackup::of)
                .toList();
    }
}
