package org.wardpost.store.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wardpost.store.AccountId;
import org.wardpost.store.Intact;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal.AlreadyExists;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.AccountCreation.FreshKeys;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.collection.Generations;
import org.wardpost.vault.Ids;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;

/** Accounts. What is asked often is answered from memory; {@link #current} reads the row. */
public final class AccountRepository {
    private static final int PAGE = 256;

    private final Transactions transactions;
    private final AccountRows rows;
    private final AddressRows addresses;
    private final AccountCreation creation;
    private final AccountRemoval removal;
    private final Directory directory;
    private final AccountCache cache;
    private final DelegationRepository delegations;
    private final Generations generations;
    private final SlotRows slots;
    private final KeyRing keys;

    public AccountRepository(
            Transactions transactions,
            AccountRows rows,
            AddressRows addresses,
            AccountCreation creation,
            AccountRemoval removal,
            Directory directory,
            AccountCache cache,
            DelegationRepository delegations,
            Generations generations,
            SlotRows slots,
            KeyRing keys) {
        this.slots = slots;
        this.transactions = transactions;
        this.rows = rows;
        this.addresses = addresses;
        this.creation = creation;
        this.removal = removal;
        this.directory = directory;
        this.cache = cache;
        this.delegations = delegations;
        this.generations = generations;
        this.keys = keys;
    }

    /** A managed account with its root slot and HOME collection. @throws RefusedException AlreadyExists */
    public Account create(NewAccount account) {
        return create(account, List.of());
    }

    /** The same with slots for its owner, all in one commit. */
    public Account create(NewAccount wanted, List<NewSlot> slots) {
        var id = new AccountId(Ids.random());
        try (var fresh = FreshKeys.random(keys.tenant(), id)) {
            return transactions.write(tx -> {
                directory.lock(tx);
                if (addresses.find(tx, wanted.address()).isPresent()) {
                    throw new RefusedException(new AlreadyExists());
                }
                var account =
                        creation.create(tx, id, wanted, fresh, keys.working().current(), slots);
                directory.change(tx, List.of(), List.of(addresses.insert(tx, wanted.address(), id)));
                tx.afterCommit(() -> cache.forget(id, wanted.address()));
                return account;
            });
        }
    }

    /** As last known; at most one event old. */
    public Optional<Account> find(AccountId id) {
        return cache.find(id);
    }

    /** As the database has it now, for what must not be a moment old: credential version, enabled. */
    public Optional<Account> current(AccountId id) {
        return transactions.read(tx -> rows.find(tx, id)).map(AccountRows.AccountRow::account);
    }

    /** @param address normalised @throws TamperedException if the account is damaged, or its row was taken away */
    public Optional<Account> findByAddress(String address) {
        var id = cache.addresses()
                .get(
                        address,
                        asked -> transactions
                                .read(tx -> addresses.find(tx, asked))
                                .map(found -> new AccountId(found.holder()))
                                .orElse(null));
        if (id == null) {
            return Optional.empty();
        }
        var account = find(id);
        if (account.isEmpty()
                && transactions.read(tx -> addresses.find(tx, address)).isPresent()) {
            // "no such user" would send mail back for good
            throw new TamperedException(id.value(), "An account's row is missing");
        }
        return account;
    }

    /** All accounts but the server and those that are damaged, by id; read in pages as the stream goes on. */
    public Stream<Account> all() {
        return Stream.iterate(
                        page(AccountId.SERVER),
                        page -> !page.isEmpty(),
                        page -> page(page.getLast().id()))
                .flatMap(List::stream)
                .flatMap(listed -> listed.row().stream())
                .map(AccountRows.AccountRow::account);
    }

    /** @throws RefusedException NotFound */
    public Account update(AccountId id, AccountChange change) {
        return transactions.write(tx -> {
            var row = rows.lock(tx, id);
            var old = row.account();
            boolean credentials = !old.roles().equals(change.roles()) || old.enabled() != change.enabled();
            var account = new Account(
                    id,
                    old.address(),
                    change.displayName(),
                    old.kind(),
                    change.roles(),
                    change.enabled(),
                    old.credentialVersion() + (credentials ? 1 : 0),
                    change.quotaBytes(),
                    change.quotaMessages(),
                    old.home(),
                    old.generation(),
                    old.publicKey());
            rows.update(tx, withSlotsMoved(tx, row).withAccount(account));
            tx.afterCommit(() -> cache.forget(id, old.address()));
            tx.announce(account.homeCollection(), Modseq.ZERO);
            return account;
        });
    }

    /** Removes an account and all that it has. @throws RefusedException NotFound */
    public void remove(AccountId id) {
        if (id.equals(AccountId.SERVER)) {
            throw new RefusedException(new NotFound());
        }
        removal.before(id);
        generations.<Boolean>write(tx -> {
            directory.lock(tx);
            var macs = new ArrayList<RowMac>(delegations.accountGoes(tx, id));
            var account = rows.lock(tx, id).account();
            removal.remove(tx, account);
            addresses.find(tx, account.address()).ifPresent(found -> macs.add(found.mac()));
            addresses.delete(tx, account.address());
            directory.change(tx, macs, List.of());
            tx.afterCommit(() -> {
                cache.forget(id, account.address());
                keys.forget(id);
            });
            return true;
        });
    }

    /**
     * No digest counts the row of an account, only its own of the slots. So a slot changes with it: an older row, with a role that was
     * taken back, does not fit the slots as they are now.
     */
    private AccountRow withSlotsMoved(WriteTransaction tx, AccountRow row) {
        return Intact.of(() -> slots.root(tx, row.account().id()), tx.damage())
                .flatMap(root -> root)
                .map(root -> row.withSlots(
                        rows.changeSlots(row, List.of(root.mac()), List.of(slots.reseal(tx, root))), row.nextSlot()))
                .orElse(row);
    }

    private List<AccountRows.Listed> page(AccountId after) {
        return transactions.read(tx -> rows.page(tx, after, PAGE));
    }
}
