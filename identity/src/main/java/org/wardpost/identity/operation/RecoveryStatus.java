package org.wardpost.identity.operation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.Slot;
import org.wardpost.vault.SlotKind;

/** {@code key recovery status}: whether there is a recovery authority, and which accounts have a slot for it. */
public final class RecoveryStatus implements Operation<Nothing, RecoveryStatus.Output> {
    /**
     * @param authority empty: a lost root key is lost mail
     * @param accounts addresses with a recovery slot
     */
    public record Output(Optional<UUID> authority, int threshold, int shares, List<String> accounts) {}

    @Override
    public String name() {
        return "key.recovery-status";
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
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        var store = context.store();
        var authority = store.recovery().authority();
        try (var accounts = store.accounts().all()) {
            var with = accounts.filter(account -> slot(store, account).isPresent())
                    .map(Account::address)
                    .sorted()
                    .toList();
            return new Output(
                    authority.map(known -> known.id()),
                    authority.map(known -> known.threshold()).orElse(0),
                    authority.map(known -> known.shares()).orElse(0),
                    with);
        }
    }

    static Optional<Slot> slot(Store store, Account account) {
        return store.slots().of(account.id()).stream()
                .filter(slot -> slot.kind() == SlotKind.RECOVERY)
                .findFirst();
    }
}
