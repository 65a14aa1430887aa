package org.wardpost.store.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.Modseq;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.Delegation.Sending;
import org.wardpost.store.collection.Generations;
import org.wardpost.store.event.ChangeFeed;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.Ids;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;

/**
 * Who may act for whom. What is asked at every message and every LIST is answered from memory, and a change is heard at once
 * here and with the next event on other nodes. That two accounts have to do with each other lies in clear, what one may do sealed.
 */
public final class DelegationRepository {
    private static final String SELECT =
            "select owner, delegate, delegation, record, mac from delegation where account = ?";
    private static final Sql ALL = new Sql(SELECT);
    private static final Sql FIND = new Sql(SELECT + " and owner = ? and delegate = ?");
    private static final Sql OF_OWNER = new Sql(SELECT + " and owner = ?");
    private static final Sql OF_DELEGATE = new Sql(SELECT + " and delegate = ?");
    private static final Sql INSERT = new Sql(
            "insert into delegation (account, owner, delegate, delegation, record, mac) values (?, ?, ?, ?, ?, ?)");
    private static final Sql DELETE =
            new Sql("delete from delegation where account = ? and owner = ? and delegate = ?");
    private static final int SENDING = 1;
    private static final int RIGHTS = 2;
    private static final int MOST = 50_000;

    private final Transactions transactions;
    private final Directory directory;
    private final AccountRows accounts;
    private final SeedGrants seeds;
    private final Generations generations;
    private final Cache<AccountId, List<Delegation>> byOwner =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<AccountId, List<Delegation>> byDelegate =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private record DelegationRow(Delegation delegation, RowMac mac) {}

    public DelegationRepository(
            Transactions transactions,
            Directory directory,
            AccountRows accounts,
            SeedGrants seeds,
            Generations generations,
            ChangeFeed changes) {
        this.transactions = transactions;
        this.directory = directory;
        this.accounts = accounts;
        this.seeds = seeds;
        this.generations = generations;
        changes.subscribe(change -> {
            if (change.origin().isPresent() && change.id().owner().equals(AccountId.SERVER)) {
                forgetAll();
            }
        });
        changes.onGap(this::forgetAll);
    }

    /** All that {@code owner} gave: the members of a group, or the delegates of a person. In no order. */
    public List<Delegation> of(AccountId owner) {
        return byOwner.get(
                owner,
                asked -> transactions.read(
                        tx -> delegations(tx.list(OF_OWNER, b -> key(b).id(asked.value()), this::open))));
    }

    /** All that {@code delegate} was given: its groups, and whom it works for. In no order. */
    public List<Delegation> to(AccountId delegate) {
        return byDelegate.get(
                delegate,
                asked -> transactions.read(
                        tx -> delegations(tx.list(OF_DELEGATE, b -> key(b).id(asked.value()), this::open))));
    }

    /** What {@code owner} gave to {@code delegate}. */
    public Optional<Delegation> find(AccountId owner, AccountId delegate) {
        return to(delegate).stream()
                .filter(given -> given.owner().equals(owner))
                .findFirst();
    }

    /**
     * Gives all of them or none, each in place of what was given before. Who becomes a member of a group is granted its seed with it.
     * @throws RefusedException NotFound if an account is not there
     */
    public void put(List<Delegation> given) {
        transactions.run(tx -> {
            directory.lock(tx); // an account goes under this lock too, so none is left that names one that is gone
            var removed = new ArrayList<RowMac>();
            var added = new ArrayList<RowMac>();
            var joining = new TreeMap<AccountId, List<Account>>();
            for (var one : given) {
                boolean group = require(tx, one.owner()).isGroup();
                var delegate = require(tx, one.delegate());
                removed.addAll(delete(tx, rows(tx, one.owner(), one.delegate())));
                added.add(insert(tx, one));
                if (group) {
                    joining.computeIfAbsent(one.owner(), _ -> new ArrayList<>()).add(delegate);
                }
            }
            joining.forEach((group, some) -> seeds.give(tx, group, some));
            directory.change(tx, removed, added);
        });
    }

    /**
     * Takes from each of them what it was given. A group has a new generation of its key then, in the same commit: what a leaver held of it
     * opens nothing that comes later.
     *
     * @return how many had something
     * @throws org.wardpost.vault.TamperedException if what leads to the group's key is not what it had
     */
    public int remove(AccountId owner, List<AccountId> delegates) {
        return generations.<Integer>write(tx -> {
            directory.lock(tx);
            var rows = delegates.stream()
                    .flatMap(delegate -> rows(tx, owner, delegate).stream())
                    .toList();
            if (rows.isEmpty()) {
                return 0;
            }
            var left = isGroup(tx, owner) ? List.of(owner) : List.<AccountId>of();
            generations.lock(tx, left, Set.of());
            var removed = delete(tx, rows);
            left.forEach(group -> generations.begin(tx, group, members(tx, group), null));
            directory.change(tx, removed, List.of());
            return removed.size();
        });
    }

    /** The members of a group, as the rows say now. */
    public List<Account> members(ReadTransaction tx, AccountId group) {
        return tx.list(OF_OWNER, b -> key(b).id(group.value()), this::open).stream()
                .flatMap(row -> accounts.find(tx, row.delegation.delegate()).stream())
                .map(AccountRows.AccountRow::account)
                .toList();
    }

    /**
     * Takes the locks of an account that goes and of the groups that it leaves, and takes away whatever names it; the groups have new
     * generations. Under the directory's lock; the caller tells the directory of the rows' MACs.
     */
    List<RowMac> accountGoes(WriteTransaction tx, AccountId account) {
        var rows = new ArrayList<>(tx.list(OF_DELEGATE, b -> key(b).id(account.value()), this::open));
        var left = rows.stream()
                .map(row -> row.delegation.owner())
                .filter(owner -> isGroup(tx, owner))
                .sorted()
                .toList();
        generations.lock(tx, left, Set.of(account));
        rows.addAll(tx.list(OF_OWNER, b -> key(b).id(account.value()), this::open));
        var removed = delete(tx, rows);
        left.forEach(group -> generations.begin(tx, group, members(tx, group), account));
        return removed;
    }

    private boolean isGroup(ReadTransaction tx, AccountId id) {
        return accounts.find(tx, id).filter(row -> row.account().isGroup()).isPresent();
    }

    /** The MACs of all rows, each checked. @param bad hears of each that is damaged */
    public List<RowMac> macs(ReadTransaction tx, Consumer<RuntimeException> bad) {
        return tx.intact(ALL, this::key, this::open, bad).stream()
                .map(DelegationRow::mac)
                .toList();
    }

    private void forgetAll() {
        byOwner.invalidateAll();
        byDelegate.invalidateAll();
    }

    private Account require(WriteTransaction tx, AccountId account) {
        return accounts.find(tx, account)
                .orElseThrow(() -> new RefusedException(new NotFound()))
                .account();
    }

    /** Whoever shows either account's mailboxes looks again at what may be done there. */
    private void announce(WriteTransaction tx, AccountId account) {
        accounts.find(tx, account).ifPresent(row -> tx.announce(row.account().homeCollection(), Modseq.ZERO));
    }

    private List<DelegationRow> rows(ReadTransaction tx, AccountId owner, AccountId delegate) {
        return tx.list(FIND, b -> key(b).id(owner.value()).id(delegate.value()), this::open);
    }

    private List<RowMac> delete(WriteTransaction tx, List<DelegationRow> rows) {
        for (var row : rows) {
            var given = row.delegation;
            tx.update(
                    DELETE,
                    b -> key(b).id(given.owner().value()).id(given.delegate().value()));
            forgetAfter(tx, given);
        }
        return rows.stream().map(DelegationRow::mac).toList();
    }

    private RowMac insert(WriteTransaction tx, Delegation given) {
        var id = Ids.random();
        var record = new RecordWriter()
                .number(SENDING, given.sending().code())
                .text(RIGHTS, given.rights())
                .done();
        var sealed = directory.key().get().sealRecord(record, directory.context(ObjectType.DELEGATION, id));
        var mac = directory.key().get().mac(macInput(given.owner(), given.delegate(), id, sealed));
        tx.update(
                INSERT,
                b -> key(b).id(given.owner().value())
                        .id(given.delegate().value())
                        .id(id)
                        .sealed(sealed)
                        .mac(mac));
        forgetAfter(tx, given);
        return mac;
    }

    private void forgetAfter(WriteTransaction tx, Delegation given) {
        announce(tx, given.owner());
        announce(tx, given.delegate());
        tx.afterCommit(() -> {
            byOwner.invalidate(given.owner());
            byDelegate.invalidate(given.delegate());
        });
    }

    private static List<Delegation> delegations(List<DelegationRow> rows) {
        return rows.stream().map(DelegationRow::delegation).toList();
    }

    private Bind key(Bind b) throws SQLException {
        return b.id(directory.account());
    }

    private DelegationRow open(Row row) throws SQLException {
        var owner = new AccountId(row.id());
        var delegate = new AccountId(row.id());
        var id = row.id();
        var sealed = row.sealed();
        var mac = directory.key().get().checkedMac(macInput(owner, delegate, id, sealed), row.bytes(), id);
        var record = new RecordReader(
                directory.key().get().openRecord(sealed, directory.context(ObjectType.DELEGATION, id)));
        var sending = Sending.of(record.number(SENDING).orElse(0));
        return new DelegationRow(new Delegation(owner, delegate, sending, record.text(RIGHTS)), mac);
    }

    private byte[] macInput(AccountId owner, AccountId delegate, UUID id, SealedBytes sealed) {
        return MacInput.of(TableId.DELEGATION)
                .id(directory.account())
                .id(owner.value())
                .id(delegate.value())
                .id(id)
                .sealed(sealed)
                .done();
    }
}
