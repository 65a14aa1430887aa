package org.wardpost.store.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wardpost.store.Intact;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.SlotRows.SlotRow;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;

/**
 * All that leads to an account's key: its slots, the grants of its seed to members, and the seeds of earlier generations. One digest in the
 * account's row counts them together. Public for the store's own packages.
 */
public record WaysIn(AccountRows accounts, SlotRows slots, SeedRows seeds) {
    /**
     * The slots in order of their numbers, after all ways were compared with the digest.
     *
     * @throws TamperedException if one was changed, taken away or put back
     */
    public List<SlotRow> requireAll(ReadTransaction tx, AccountRow row) {
        var all = slots.of(tx, row.account().id());
        if (!match(tx, row, all, Intact.ALL)) {
            throw new TamperedException(
                    row.account().id().value(), "The slots of an account are not those that it had");
        }
        return all;
    }

    /** Whether these slots, and what else leads to the key, are what the account had. @param bad hears of rows that are damaged */
    public boolean match(ReadTransaction tx, AccountRow row, List<SlotRow> all, Consumer<RuntimeException> bad) {
        var macs = new ArrayList<RowMac>(all.stream().map(SlotRow::mac).toList());
        macs.addAll(seeds.macs(tx, row.account().id(), bad));
        return accounts.slotsMatch(row, macs);
    }
}
