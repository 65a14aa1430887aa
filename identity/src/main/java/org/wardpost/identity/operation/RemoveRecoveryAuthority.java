package org.wardpost.identity.operation;

import java.util.List;
import java.util.UUID;
import org.wardpost.vault.RecoveryAuthority;

/** {@code key recovery remove}: nothing new opens by the shares; backups that were made under the authority still do. */
public final class RemoveRecoveryAuthority implements Operation<Nothing, RemoveRecoveryAuthority.Output> {
    /**
     * @param slots of accounts that were removed with it
     * @param backups that its shares still open
     */
    public record Output(UUID authority, int slots, List<OpeningBackup> backups) {}

    @Override
    public String name() {
        return "key.remove-recovery";
    }

    @Override
    public Class<Nothing> input() {
        return Nothing.class;
    }

    @Override
    public String subject(Nothing input) {
        return "";
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        var store = context.store();
        var authority = store.recovery()
                .authority()
                .map(RecoveryAuthority::id)
                .orElseThrow(() -> new OperationRefused("There is no recovery authority."));
        int slots = 0;
        try (var accounts = store.accounts().all()) {
            for (var account : (Iterable<org.wardpost.store.account.Account>) accounts::iterator) {
                var slot = RecoveryStatus.slot(store, account);
                if (slot.isPresent()
                        && store.slots().remove(account.id(), slot.get().id())) {
                    slots++;
                }
            }
        }
        store.recovery().remove(); // last, so that one that was interrupted is found again
        var backups = store.backup().made().stream()
                .filter(backup -> backup.recovery()
                        .map(known -> known.id().equals(authority))
                        .orElse(false))
                .map(OpeningBackup::of)
                .toList();
        return new Output(authority, slots, backups);
    }
}
