package org.wardpost.store.account;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.SeedRows.SeedGrant;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;

/**
 * Gives the seed of a group to its members: by HPKE, signed by the group, until the member first opens it, and under the member's own wrap
 * from then on. What members lose at a leaving is in {@code Generations}.
 */
public final class SeedGrants {
    private final Transactions transactions;
    private final Directory directory;
    private final WaysIn ways;
    private final KeyRing keys;
    private final BiFunction<ReadTransaction, AccountId, List<Account>> members;

    /** @param members of a group, as its delegations say */
    public SeedGrants(
            Transactions transactions,
            Directory directory,
            WaysIn ways,
            KeyRing keys,
            BiFunction<ReadTransaction, AccountId, List<Account>> members) {
        this.transactions = transactions;
        this.directory = directory;
        this.ways = ways;
        this.keys = keys;
        this.members = members;
    }

    /**
     * Grants the seed to whoever of some members does not hold it, in the commit that makes them members.
     *
     * @return whether there was anybody
     * @throws org.wardpost.vault.TamperedException if what leads to the group's key is not what it had
     */
    boolean give(WriteTransaction tx, AccountId group, List<Account> some) {
        var row = ways.accounts().lock(tx, group);
        ways.requireAll(tx, row); // or a grant that somebody took away would be made good here
        var holders = ways.seeds().grants(tx, group).stream()
                .map(grant -> grant.row().holder())
                .toList();
        var missing =
                some.stream().filter(member -> !holders.contains(member.id())).toList();
        if (missing.isEmpty()) {
            return false;
        }
        var added = insert(tx, row.account(), keys.now(tx, group), missing);
        change(tx, row, List.of(), added);
        return true;
    }

    /** Makes grants of one generation of a group's seed. @return the rows' MACs, for the digest */
    public List<RowMac> insert(WriteTransaction tx, Account group, AccountKey key, List<Account> some) {
        var macs = new ArrayList<RowMac>();
        for (var member : some) {
            var signed = key.grantSeed(member.publicKey(), member.id().value()).bytes();
            macs.add(ways.seeds().insert(tx, new SeedGrant(group.id(), member.id(), key.generation(), null, signed)));
        }
        return macs;
    }

    /** For a group that was made before there were account grants. @return whether a member had none */
    public boolean giveMissing(AccountId group) {
        return transactions.<Boolean>write(tx -> {
            directory.lock(tx); // members come and go under it
            return ways.accounts()
                    .find(tx, group)
                    .filter(row -> row.account().isGroup())
                    .map(row -> give(tx, group, members.apply(tx, group)))
                    .orElse(false);
        });
    }

    /** The same for all groups: what the store does once after each start; nothing to do costs one statement. */
    public void giveMissing() {
        for (var owner : transactions.read(ways.seeds()::ungranted)) {
            try {
                giveMissing(owner);
            } catch (RefusedException | TamperedException goneOrDamaged) {
                // who opens it next tries again, and hears of damage
            }
        }
    }

    /** Puts the member's own wrap in the place of a signed grant that was opened; called by the store itself, after the opening. */
    public void keep(SeedGrant opened) {
        transactions.run(tx -> {
            var row = ways.accounts().lock(tx, opened.account());
            var found = ways.seeds()
                    .grant(tx, opened.account(), opened.holder())
                    .filter(grant -> grant.row().signed() != null
                            && grant.row().generation() == row.account().generation());
            if (found.isPresent()) {
                var own = keys.now(tx, opened.holder()).wrapSeed(keys.now(tx, opened.account()));
                var mac = ways.seeds().keep(tx, found.get().row(), own);
                change(tx, row, List.of(found.get().mac()), List.of(mac));
            }
        });
    }

    /**
     * Makes all grants of a group's seed anew, and the digest that counts them, if one of them is damaged, missing or too much: what
     * {@code verify --repair} calls. The seed itself stays, for it lies in the root slot.
     *
     * @return whether anything had to be made
     * @throws TamperedException if slots or earlier generations are damaged, which nothing can be made from
     */
    public boolean repair(AccountId group) {
        return transactions.<Boolean>write(tx -> {
            directory.lock(tx);
            var row = ways.accounts().lock(tx, group);
            var some = members.apply(tx, group);
            if (!row.account().isGroup() || isSound(tx, row, some)) {
                return false;
            }
            var all = new ArrayList<RowMac>();
            for (var slot : ways.slots().of(tx, group)) {
                if (slot.slot().context().generation() != row.account().generation()) {
                    throw new TamperedException(slot.id(), "A slot is of another generation than its account");
                }
                all.add(slot.mac());
            }
            var earlier = ways.seeds().earlier(tx, group);
            if (earlier.size() != row.account().generation() - 1) {
                throw new TamperedException(group.value(), "The seed of an earlier generation is missing");
            }
            earlier.forEach(one -> all.add(one.mac()));
            ways.seeds().deleteGrants(tx, group);
            all.addAll(insert(tx, row.account(), keys.now(tx, group), some));
            ways.accounts().update(tx, row.withSlots(ways.accounts().slotsOf(row, all), row.nextSlot()));
            return true;
        });
    }

    private boolean isSound(ReadTransaction tx, AccountRow row, List<Account> some) {
        try {
            ways.requireAll(tx, row);
            var holders = ways.seeds().grants(tx, row.account().id()).stream()
                    .map(grant -> grant.row().holder())
                    .collect(Collectors.toSet());
            return holders.equals(some.stream().map(Account::id).collect(Collectors.toSet()));
        } catch (TamperedException bad) {
            return false;
        }
    }

    private void change(WriteTransaction tx, AccountRow row, List<RowMac> removed, List<RowMac> added) {
        var sum = ways.accounts().changeSlots(row, removed, added);
        ways.accounts().update(tx, row.withSlots(sum, row.nextSlot()));
    }
}
