package org.wardpost.store.account;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.wardpost.store.AccountId;
import org.wardpost.store.Intact;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.sql.Bind;
import org.wardpost.store.sql.MacInput;
import org.wardpost.store.sql.RecordReader;
import org.wardpost.store.sql.RecordWriter;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.store.sql.TableId;
import org.wardpost.vault.AccountPublicKey;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.MaskedSum;
import org.wardpost.vault.ObjectContext;
import org.wardpost.vault.ObjectType;
import org.wardpost.vault.Part;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.SealedBytes;

/**
 * Rows of table {@code account}. Each carries two digests, of the account's slots and of the grants on its collections, so
 * none of those can be put back or taken away alone. Public for the store's own packages.
 */
public final class AccountRows {
    private static final String COLUMNS = "account, generation, x25519, ed25519, home, credential_version, next_slot,"
            + " slots_nonce, slots_sum, grants_nonce, grants_sum, record, mac";
    private static final Sql FIND = new Sql("select " + COLUMNS + " from account where account = ?");
    private static final Sql LOCK = new Sql("select " + COLUMNS + " from account where account = ? for update");
    private static final Sql PAGE =
            new Sql("select " + COLUMNS + " from account where account > ? order by account limit ?");
    private static final Sql INSERT =
            new Sql("insert into account (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    private static final Sql UPDATE = new Sql("update account set generation = ?, x25519 = ?, ed25519 = ?, home = ?,"
            + " credential_version = ?, next_slot = ?, slots_nonce = ?, slots_sum = ?, grants_nonce = ?, grants_sum = ?,"
            + " record = ?, mac = ? where account = ?");
    private static final Sql DELETE = new Sql("delete from account where account = ?");

    private static final int ADDRESS = 1;
    private static final int DISPLAY_NAME = 2;
    private static final int ROLE = 3;
    private static final int ENABLED = 4;
    private static final int QUOTA_BYTES = 5;
    private static final int QUOTA_MESSAGES = 6;
    private static final int KIND = 7;

    private final UUID tenant;
    private final Supplier<CollectionKey> directory;

    /** @param directory asked at each use, because account 0's own row is read before that key is known */
    public AccountRows(UUID tenant, Supplier<CollectionKey> directory) {
        this.tenant = tenant;
        this.directory = directory;
    }

    /** One row as it lies in the table, authenticated. */
    public record AccountRow(Account account, int nextSlot, MaskedSum slots, MaskedSum grants) {
        public AccountRow withAccount(Account other) {
            return new AccountRow(other, nextSlot, slots, grants);
        }

        public AccountRow withSlots(MaskedSum other, int next) {
            return new AccountRow(account, next, other, grants);
        }

        public AccountRow withGrants(MaskedSum other) {
            return new AccountRow(account, nextSlot, slots, other);
        }

        AccountRow nextCredentialVersion() {
            return withKey(account.generation(), account.publicKey());
        }

        /** The row of the account's next generation; sessions that know the slots of this one read them again. */
        public AccountRow nextGeneration(AccountPublicKey key) {
            return withKey(account.generation() + 1, key);
        }

        private AccountRow withKey(int generation, AccountPublicKey key) {
            return withAccount(new Account(
                    account.id(),
                    account.address(),
                    account.displayName(),
                    account.kind(),
                    account.roles(),
                    account.enabled(),
                    account.credentialVersion() + 1,
                    account.quotaBytes(),
                    account.quotaMessages(),
                    account.home(),
                    generation,
                    key));
        }
    }

    /** The columns that a key is opened with, before their MAC can be checked. */
    public record Unchecked(int generation, AccountPublicKey publicKey, UUID home) {}

    public Optional<AccountRow> find(ReadTransaction tx, AccountId id) {
        return tx.first(FIND, b -> b.id(id.value()), this::read);
    }

    /** Account 0 only: its HOME key authenticates this very row, so it is looked at before and checked after. */
    public Optional<Unchecked> server(ReadTransaction tx) {
        return tx.first(FIND, b -> b.id(AccountId.SERVER.value()), row -> {
            row.id();
            int generation = row.small();
            var key = new AccountPublicKey(row.bytes(), row.bytes());
            return new Unchecked(generation, key, row.id());
        });
    }

    /**
     * Up to {@code limit} accounts after {@code after}, in ascending order of their ids.
     * One that is damaged is listed without its row, and reported.
     */
    public List<Listed> page(ReadTransaction tx, AccountId after, int limit) {
        return tx.list(PAGE, b -> b.id(after.value()).small(limit), row -> {
            var id = new AccountId(row.id());
            return new Listed(
                    id, Intact.reader(rest -> read(id, rest), tx.damage()).read(row));
        });
    }

    /** @param row empty if it is not what was written */
    public record Listed(AccountId id, Optional<AccountRow> row) {}

    /** Takes the row until commit. @throws RefusedException NotFound */
    public AccountRow lock(WriteTransaction tx, AccountId id) {
        return tx.first(LOCK, b -> b.id(id.value()), this::read)
                .orElseThrow(() -> new RefusedException(new NotFound()));
    }

    /** Changes the row under its lock. */
    public AccountRow change(WriteTransaction tx, AccountId id, UnaryOperator<AccountRow> change) {
        var after = change.apply(lock(tx, id));
        update(tx, after);
        return after;
    }

    /** A row for an account that has neither slots nor grants yet. */
    public AccountRow fresh(Account account) {
        var key = directory.get();
        return new AccountRow(
                account,
                1,
                CollectionDigest.empty(key, slotRun(account.id())),
                CollectionDigest.empty(key, grantRun(account.id())));
    }

    public MaskedSum changeSlots(AccountRow row, List<RowMac> removed, List<RowMac> added) {
        return CollectionDigest.change(directory.get(), slotRun(row.account.id()), row.slots, removed, added);
    }

    public MaskedSum changeGrants(AccountRow row, List<RowMac> removed, List<RowMac> added) {
        return CollectionDigest.change(directory.get(), grantRun(row.account.id()), row.grants, removed, added);
    }

    /** A digest made anew, of ways to the key that were looked at one by one. */
    MaskedSum slotsOf(AccountRow row, List<RowMac> all) {
        return CollectionDigest.of(directory.get(), slotRun(row.account.id()), all);
    }

    public boolean slotsMatch(AccountRow row, List<RowMac> all) {
        return CollectionDigest.matches(directory.get(), slotRun(row.account.id()), row.slots, all);
    }

    public boolean grantsMatch(AccountRow row, List<RowMac> all) {
        return CollectionDigest.matches(directory.get(), grantRun(row.account.id()), row.grants, all);
    }

    public void insert(WriteTransaction tx, AccountRow row) {
        var sealed = seal(row.account);
        tx.update(INSERT, b -> {
            b.id(row.account.id().value());
            columns(b, row, sealed);
        });
    }

    public void update(WriteTransaction tx, AccountRow row) {
        var sealed = seal(row.account);
        tx.update(UPDATE, b -> columns(b, row, sealed).id(row.account.id().value()));
    }

    public void delete(WriteTransaction tx, AccountId id) {
        tx.update(DELETE, b -> b.id(id.value()));
    }

    private Bind columns(Bind b, AccountRow row, SealedBytes sealed) throws java.sql.SQLException {
        var account = row.account;
        return b.small(account.generation())
                .open(account.publicKey().x25519())
                .open(account.publicKey().ed25519())
                .id(account.home())
                .number(account.credentialVersion())
                .small(row.nextSlot)
                .sum(row.slots)
                .sum(row.grants)
                .sealed(sealed)
                .mac(directory.get().mac(macInput(row, sealed)));
    }

    private AccountRow read(Row row) throws java.sql.SQLException {
        return read(new AccountId(row.id()), row);
    }

    private AccountRow read(AccountId id, Row row) throws java.sql.SQLException {
        int generation = row.small();
        var publicKey = new AccountPublicKey(row.bytes(), row.bytes());
        var home = row.id();
        long credentialVersion = row.number();
        int nextSlot = row.small();
        var slots = row.sum();
        var grants = row.sum();
        var sealed = row.sealed();
        var bare = new Account(
                id,
                "",
                "",
                AccountKind.PERSON,
                Set.of(),
                false,
                credentialVersion,
                OptionalLong.empty(),
                OptionalLong.empty(),
                home,
                generation,
                publicKey);
        var bareRow = new AccountRow(bare, nextSlot, slots, grants);
        directory.get().checkedMac(macInput(bareRow, sealed), row.bytes(), id.value());
        return bareRow.withAccount(open(bare, sealed));
    }

    private SealedBytes seal(Account account) {
        var record = new RecordWriter().text(ADDRESS, account.address()).text(DISPLAY_NAME, account.displayName());
        new TreeSet<>(account.roles()).forEach(role -> record.text(ROLE, role));
        record.number(ENABLED, account.enabled() ? 1 : 0);
        account.quotaBytes().ifPresent(limit -> record.number(QUOTA_BYTES, limit));
        account.quotaMessages().ifPresent(limit -> record.number(QUOTA_MESSAGES, limit));
        if (account.kind() != AccountKind.PERSON) {
            record.number(KIND, account.kind().code());
        }
        return directory.get().sealRecord(record.done(), context(account.id()));
    }

    private Account open(Account bare, SealedBytes sealed) {
        var record = new RecordReader(directory.get().openRecord(sealed, context(bare.id())));
        return new Account(
                bare.id(),
                record.text(ADDRESS),
                record.text(DISPLAY_NAME),
                AccountKind.of(record.number(KIND).orElse(0)),
                Set.copyOf(record.texts(ROLE)),
                record.number(ENABLED).orElse(0) == 1,
                bare.credentialVersion(),
                record.number(QUOTA_BYTES),
                record.number(QUOTA_MESSAGES),
                bare.home(),
                bare.generation(),
                bare.publicKey());
    }

    private static byte[] macInput(AccountRow row, SealedBytes sealed) {
        var account = row.account;
        return MacInput.of(TableId.ACCOUNT)
                .id(account.id().value())
                .small(account.generation())
                .publicKey(account.publicKey())
                .id(account.home())
                .number(account.credentialVersion())
                .small(row.nextSlot)
                .sum(row.slots)
                .sum(row.grants)
                .sealed(sealed)
                .done();
    }

    private ObjectContext context(AccountId id) {
        return new ObjectContext(tenant, ObjectType.ACCOUNT, Part.RECORD, id.value());
    }

    // the masks are told apart by 63 bits of the account's random id and one bit for the kind of row
    private static long slotRun(AccountId id) {
        return id.value().getLeastSignificantBits() << 1;
    }

    private static long grantRun(AccountId id) {
        return id.value().getLeastSignificantBits() << 1 | 1;
    }
}
