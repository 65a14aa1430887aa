package org.wardpost.identity.operation;

import java.util.HashSet;
import java.util.List;
import org.wardpost.vault.WrongRootKeyException;
import org.wardpost.vault.provider.RootKeyProvider;

/** {@code key destroy}: a root key that was replaced goes for ever, and with it every backup that only it opens. */
public final class DestroyRootKey implements Operation<DestroyRootKey.Input, DestroyRootKey.Output> {
    private final RootKeyProvider root;

    public DestroyRootKey(RootKeyProvider root) {
        this.root = root;
    }

    /** @param look only tell which backups would die */
    public record Input(int version, boolean look) {}

    /**
     * @param backups that nothing opens any more
     * @param byShares those that from now on only shares of a recovery authority open
     */
    public record Output(int version, boolean destroyed, List<OpeningBackup> backups, List<OpeningBackup> byShares) {}

    @Override
    public String name() {
        return "key.destroy";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return "root key " + input.version() + (input.look() ? ", only looked at" : "");
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        int version = input.version();
        if (!root.versions().contains(version)) {
            throw new OperationRefused("There is no root key " + version + "; there are " + root.versions() + ".");
        }
        var left = new HashSet<>(root.versions());
        left.remove(version);
        if (version == root.currentVersion() || !context.store().rotation().opensBy(left)) {
            throw new OperationRefused(
                    "The root key " + version + " is in use: without it this server's own mail would be lost. Run"
                            + " wardpost key rotate first, then destroy the old one.");
        }
        var losing = context.store().backup().made().stream()
                .filter(backup -> backup.opensBy(root.versions()) && !backup.opensBy(left))
                .map(OpeningBackup::of)
                .toList();
        var dying =
                losing.stream().filter(backup -> backup.recovery().isEmpty()).toList();
        var byShares =
                losing.stream().filter(backup -> backup.recovery().isPresent()).toList();
        if (input.look()) {
            return new Output(version, false, dying, byShares);
        }
        try {
            root.destroy(version);
        } catch (WrongRootKeyException e) {
            throw new OperationRefused(String.valueOf(e.getMessage()));
        }
        return new Output(version, true, dying, byShares);
    }
}
