package org.wardpost.store.account;

import java.util.UUID;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.SlotSecret;

/**
 * A slot to be made for a secret; closing the secret stays with the caller.
 *
 * @param id random, chosen by the caller because random secrets are derived with it
 */
public record NewSlot(UUID id, SlotKind kind, SlotSecret secret, SlotDetails details) {
    @Override
    public String toString() {
        return "NewSlot[" + kind + "]";
    }
}
