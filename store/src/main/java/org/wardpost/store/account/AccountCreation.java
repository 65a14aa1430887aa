package org.wardpost.store.account;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;
import org.wardpost.store.collection.CollectionRows;
import org.wardpost.store.collection.GrantRows;
import org.wardpost.store.collection.HeadChange;
import org.wardpost.store.collection.UidValidity;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.WorkingKey;
import org.wardpost.vault.WrapContext;

/** Writes the rows of a new account: its own, its slots, its HOME collection and the grant on that. Public for the store. */
public final class AccountCreation {
    private final AccountRows accounts;
    private final SlotRows slots;
    private final CollectionRows collections;
    private final CollectionHeads heads;
    private final GrantRows grants;
    private final UidValidity uidValidity;
    private final Clock clock;

    public AccountCreation(
            AccountRows accounts,
            SlotRows slots,
            CollectionRows collections,
            CollectionHeads heads,
            GrantRows grants,
            UidValidity uidValidity,
            Clock clock) {
        this.accounts = accounts;
        this.slots = slots;
        this.collections = collections;
        this.heads = heads;
        this.grants = grants;
        this.uidValidity = uidValidity;
        this.clock = clock;
    }

    /** Keys of an account that is being made. */
    public record FreshKeys(AccountKey account, CollectionKey home) implements AutoCloseable {
        public static FreshKeys random(UUID tenant, AccountId id) {
            var home = new WrapContext(tenant, id.value(), Ids.random(), 1);
            return new FreshKeys(AccountKey.random(tenant, id.value(), 1), CollectionKey.random(home));
        }

        @Override
        public void close() {
            account.close();
            home.close();
        }
    }

    /** @param secretSlots besides the root slot, which every account gets here */
    public Account create(
            WriteTransaction tx,
            AccountId id,
            NewAccount wanted,
            FreshKeys keys,
            WorkingKey working,
            List<NewSlot> secretSlots) {
        var home = new CollectionId(id, keys.home.context().collection());
        var account = new Account(
                id,
                wanted.address(),
                wanted.displayName(),
                wanted.kind(),
                Set.copyOf(wanted.roles()),
                true,
                1,
                wanted.quotaBytes(),
                wanted.quotaMessages(),
                home.value(),
                1,
                keys.account.publicKey());
        var fresh = accounts.fresh(account);
        var slotMacs = insertSlots(tx, keys.account, working, secretSlots);
        var grantMac = grants.insert(tx, new GrantRows.GrantRow(home, 1, id, keys.account.wrapOwn(keys.home), null));
        var withSlots = fresh.withSlots(accounts.changeSlots(fresh, List.of(), slotMacs), 1 + slotMacs.size());
        accounts.insert(tx, withSlots.withGrants(accounts.changeGrants(withSlots, List.of(), List.of(grantMac))));
        insertHome(tx, home, keys.home);
        return account;
    }

    private List<RowMac> insertSlots(
            WriteTransaction tx, AccountKey key, WorkingKey working, List<NewSlot> secretSlots) {
        var macs = new ArrayList<RowMac>();
        var root = new SlotDetails("", Set.of(), Instant.now(clock), Optional.empty());
        macs.add(slots.insert(tx, key.rootSlot(working, Ids.random()), 1, root));
        for (var slot : secretSlots) {
            SealedSlot sealed = key.secretSlot(working, slot.kind(), slot.id(), slot.secret());
            macs.add(slots.insert(tx, sealed, macs.size() + 1, slot.details()));
        }
        return macs;
    }

    private void insertHome(WriteTransaction tx, CollectionId home, CollectionKey key) {
        long validity = uidValidity.next();
        heads.insert(tx, home, 1, key, validity);
        var row = new Collection(home, CollectionKind.HOME, CollectionRole.NONE, "", validity, 1, Map.of());
        var mac = collections.insert(tx, key, row);
        var head = heads.unlocked(tx, home, key);
        heads.change(tx, head, HeadChange.of(1, List.of(), List.of(mac)));
    }
}
