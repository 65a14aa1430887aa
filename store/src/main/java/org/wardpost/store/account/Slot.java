package org.wardpost.store.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.SlotKind;

/**
 * One way to open an account.
 *
 * @param number small, unique in the account for ever: the text of a device password carries it
 * @param lastUsed to the minute
 */
public record Slot(
        AccountId account,
        UUID id,
        int number,
        SlotKind kind,
        SealedSlot sealed,
        SlotDetails details,
        Optional<Instant> lastUsed) {
    @Override
    public String toString() {
        return "Slot[" + account + " " + number + " " + kind + "]";
    }
}
