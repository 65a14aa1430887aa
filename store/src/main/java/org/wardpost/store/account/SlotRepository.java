package org.wardpost.store.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardpost.store.AccountId;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.SlotRows.SlotRow;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.Ids;
import org.wardpost.vault.RecoveryAuthority;
import org.wardpost.vault.RecoveryKey;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedSlot;
import org.wardpost.vault.SlotKind;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.WorkingKeys;

/**
 * The ways into accounts. Slots are read together with their digest, so one that was taken away or put back is seen; what was
 * read is kept for as long as the account's credential version stays, and that is read at every call.
 */
public final class SlotRepository {
    private final Transactions transactions;
    private final AccountRows accounts;
    private final SlotRows slots;
    private final WaysIn ways;
    private final AccountCache cache;
    private final KeyRing keys;
    private final Map<UUID, Use> uses = new ConcurrentHashMap<>();

    private record Use(AccountId account, Instant when) {}

    public SlotRepository(Transactions transactions, WaysIn ways, AccountCache cache, KeyRing keys) {
        this.transactions = transactions;
        this.accounts = ways.accounts();
        this.slots = ways.slots();
        this.ways = ways;
        this.cache = cache;
        this.keys = keys;
    }

    /**
     * All slots in order of their numbers.
     *
     * @throws RefusedException NotFound if there is no such account
     * @throws TamperedException if a slot was changed, taken away or put back
     */
    public List<Slot> of(AccountId account) {
        return transactions.read(tx -> {
            var row = accounts.find(tx, account).orElseThrow(() -> new RefusedException(new NotFound()));
            long version = row.account().credentialVersion();
            var known = cache.credentials().getIfPresent(account);
            if (known != null && known.version() == version) {
                return known.slots();
            }
            var read = read(tx, row);
            cache.credentials().put(account, new AccountCache.Credentials(version, read));
            return read;
        });
    }

    public Optional<Slot> byNumber(AccountId account, int number) {
        return of(account).stream().filter(slot -> slot.number() == number).findFirst();
    }

    /** Adds a way in; the credential version grows in the same commit. */
    public Slot add(AccountId account, NewSlot slot) {
        return change(account, keys.account(account), Optional.of(Making.of(slot, keys.working())), old -> false)
                .orElseThrow();
    }

    /**
     * Adds a way in for whoever joins the shares of an authority, in place of another authority's.
     *
     * @throws RefusedException Locked if the account is sealed and its owner is not signed in here
     */
    public Slot addRecovery(AccountId account, RecoveryAuthority authority, SlotDetails details) {
        var making = new Making(
                Ids.random(),
                SlotKind.RECOVERY,
                details,
                (key, id) -> key.recoverySlot(keys.working().current(), id, authority));
        return change(account, keys.account(account), Optional.of(making), old -> old.kind() == SlotKind.RECOVERY)
                .orElseThrow();
    }

    /**
     * Opens an account by its recovery slot and makes {@code slot} for its owner in place of those of its kind. The account's key
     * is forgotten when this returns.
     *
     * @throws RefusedException NotFound if the account has no recovery slot
     * @throws TamperedException if its slot is another authority's
     */
    public Slot recover(AccountId account, RecoveryKey recovery, NewSlot slot) {
        var opening = of(account).stream()
                .filter(known -> known.kind() == SlotKind.RECOVERY)
                .findFirst()
                .orElseThrow(() -> new RefusedException(new NotFound()));
        var row = transactions.read(tx -> accounts.find(tx, account)).orElseThrow();
        try (var key = AccountKey.openRecovery(
                keys.working(), opening.sealed(), recovery, row.account().publicKey())) {
            return change(account, key, Optional.of(Making.of(slot, keys.working())), old -> old.kind() == slot.kind())
                    .orElseThrow();
        }
    }

    /**
     * Makes {@code slot} and removes those of its kind that were there, in one commit: a change of password. The new slot is
     * opened as a test before.
     */
    public Slot replace(AccountId account, NewSlot slot) {
        return change(
                        account,
                        keys.account(account),
                        Optional.of(Making.of(slot, keys.working())),
                        old -> old.kind() == slot.kind())
                .orElseThrow();
    }

    /** @return false if there was no such slot */
    public boolean remove(AccountId account, UUID slot) {
        if (of(account).stream().noneMatch(known -> known.id().equals(slot))) {
            return false;
        }
        change(account, null, Optional.empty(), old -> old.id().equals(slot));
        return true;
    }

    /** Notes that a slot was used now; written with others within a minute or at close. */
    public void touch(AccountId account, UUID slot, Instant when) {
        uses.put(slot, new Use(account, when.truncatedTo(ChronoUnit.MINUTES)));
    }

    /** Writes what {@link #touch} noted. */
    public void flushUses() {
        var noted = Map.copyOf(uses);
        if (noted.isEmpty()) {
            return;
        }
        transactions.run(tx -> noted.forEach((slot, use) -> {
            if (accounts.find(tx, use.account).isPresent()) {
                slots.use(tx, use.account, slot, use.when);
            }
        }));
        noted.forEach(uses::remove);
    }

    /** When slots were last used: what is written and what is only noted yet. */
    public Map<UUID, Instant> lastUses(AccountId account) {
        var known = new HashMap<>(transactions.read(tx -> slots.uses(tx, account, tx.damage())));
        uses.forEach((slot, use) -> {
            if (use.account.equals(account)) {
                known.put(slot, use.when);
            }
        });
        return known;
    }

    /** A slot to be made, by whatever it opens with. */
    private record Making(UUID id, SlotKind kind, SlotDetails details, BiFunction<AccountKey, UUID, SealedSlot> seal) {
        static Making of(NewSlot slot, WorkingKeys working) {
            return new Making(slot.id(), slot.kind(), slot.details(), (key, id) -> {
                var sealed = key.secretSlot(working.current(), slot.kind(), id, slot.secret());
                AccountKey.open(working, sealed, slot.secret(), key.publicKey()).close(); // tried before it is needed
                return sealed;
            });
        }
    }

    private Optional<Slot> change(
            AccountId account, @Nullable AccountKey key, Optional<Making> wanted, Predicate<Slot> removed) {
        return transactions.write(tx -> {
            var row = accounts.lock(tx, account);
            var old = ways.requireAll(tx, row);
            var gone = old.stream()
                    .filter(slot -> removed.test(slot(slot, Map.of())))
                    .toList();
            gone.forEach(slot -> slots.delete(tx, account, slot.id()));
            var goneMacs = gone.stream().map(SlotRow::mac).toList();
            int number = row.nextSlot();
            Optional<Slot> added = Optional.empty();
            var addedMacs = new ArrayList<RowMac>();
            if (wanted.isPresent() && key != null) {
                var slot = wanted.get();
                // a group that somebody left meanwhile has a new generation
                var current = key.generation() == row.account().generation() ? key : keys.now(tx, account);
                var sealed = slot.seal.apply(current, slot.id());
                addedMacs.add(slots.insert(tx, sealed, number, slot.details()));
                added = Optional.of(
                        new Slot(account, slot.id(), number, slot.kind(), sealed, slot.details(), Optional.empty()));
            }
            var sum = accounts.changeSlots(row, goneMacs, addedMacs);
            var after = row.withSlots(sum, number + addedMacs.size()).nextCredentialVersion();
            accounts.update(tx, after);
            changed(tx, after);
            return added;
        });
    }

    private void changed(WriteTransaction tx, AccountRow after) {
        var account = after.account();
        tx.afterCommit(() -> cache.forget(account.id(), account.address()));
        tx.announce(account.homeCollection(), Modseq.ZERO);
    }

    private List<Slot> read(ReadTransaction tx, AccountRow row) {
        var uses = slots.uses(tx, row.account().id(), tx.damage());
        return ways.requireAll(tx, row).stream().map(slot -> slot(slot, uses)).toList();
    }

    private Slot slot(SlotRow row, Map<UUID, Instant> used) {
        var at = row.slot().context();
        return new Slot(
                new AccountId(at.account()),
                at.slot(),
                row.number(),
                at.kind(),
                row.slot(),
                slots.details(row),
                Optional.ofNullable(used.get(at.slot())));
    }
}
