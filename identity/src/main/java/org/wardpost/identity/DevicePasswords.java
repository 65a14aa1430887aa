package org.wardpost.identity;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.Slot;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;

/** Checks device passwords: one row and one HMAC each, and no Argon2id, for 128 random bits cannot be guessed. */
final class DevicePasswords {
    private static final String CREDENTIAL = "device:";
    private static final UUID NO_SLOT = new UUID(0, 1);
    private static final byte[] NO_VERIFIER = new byte[32];
    private final Store store;
    private final Clock clock;

    DevicePasswords(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** How a protocol is written in a slot's scopes. */
    static String scope(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    static String credential(int slot) {
        return CREDENTIAL + slot;
    }

    /** The number of the device password that {@code principal} came in with, if it was one. */
    Optional<Integer> slotOf(Principal principal) {
        return principal.credential().startsWith(CREDENTIAL)
                ? Optional.of(Integer.valueOf(principal.credential().substring(CREDENTIAL.length())))
                : Optional.empty();
    }

    /** Whether the device password opens the account for that protocol; the HMAC is made even if there is no such slot. */
    boolean verify(Optional<Account> account, DevicePassword password, Protocol protocol) {
        var slot = account.flatMap(a -> find(a.id(), password.slot()));
        var verifier =
                slot.flatMap(s -> s.sealed().verifier(store.keys().working())).orElse(NO_VERIFIER);
        try (var secret =
                SlotSecret.ofRandom(password.secret(), slot.map(Slot::id).orElse(NO_SLOT))) {
            var right = secret.matches(verifier)
                    && slot.isPresent()
                    && (slot.get().details().scopes().isEmpty()
                            || slot.get().details().scopes().contains(scope(protocol)));
            if (right) {
                store.slots().touch(slot.get().account(), slot.get().id(), clock.instant());
            }
            return right;
        }
    }

    /** Whether the slot still opens an account that may log in. */
    boolean stillThere(AccountId account, int number) {
        return store.accounts().find(account).filter(Account::enabled).isPresent()
                && find(account, number).isPresent();
    }

    private Optional<Slot> find(AccountId account, int number) {
        return store.slots()
                .byNumber(account, number)
                .filter(slot -> slot.kind() == SlotKind.DEVICE_PASSWORD)
                .filter(slot -> slot.details()
                        .expires()
                        .map(end -> clock.instant().isBefore(end))
                        .orElse(true));
    }
}
