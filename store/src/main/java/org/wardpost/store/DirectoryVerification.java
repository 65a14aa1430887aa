package org.wardpost.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardpost.store.Verification.Findings;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.AddressRows;
import org.wardpost.store.account.AliasRepository;
import org.wardpost.store.account.DelegationRepository;
import org.wardpost.store.account.DomainRepository;
import org.wardpost.store.account.WaysIn;
import org.wardpost.store.audit.AuditLog;
import org.wardpost.store.collection.CollectionHeads;
import org.wardpost.store.collection.CollectionRows;
import org.wardpost.store.collection.CollectionRows.CollectionRow;
import org.wardpost.store.collection.GrantRows;
import org.wardpost.store.lease.LeaseRepository;
import org.wardpost.store.outbox.OutboxRepository;
import org.wardpost.store.property.PropertyRepository;
import org.wardpost.store.queue.QueueRepository;
import org.wardpost.vault.CollectionDigest;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.ChainVerifier;

/** Accounts, slots, grants, collections, properties, directory, outbox and audit: each row, and the digests over them. */
final class DirectoryVerification implements Verification.Step {
    private final Transactions transactions;
    private final AccountRows accounts;
    private final WaysIn ways;
    private final GrantRows grants;
    private final CollectionRows collections;
    private final CollectionHeads heads;
    private final KeyRing keys;
    private final PropertyRepository properties;
    private final Tables tables;

    /** What account 0 has besides. */
    record Tables(
            AddressRows addresses,
            DomainRepository domains,
            AliasRepository aliases,
            DelegationRepository delegations,
            OutboxRepository outbox,
            QueueRepository queue,
            LeaseRepository leases,
            AuditLog audit) {}

    DirectoryVerification(
            Transactions transactions,
            WaysIn ways,
            GrantRows grants,
            CollectionRows collections,
            CollectionHeads heads,
            KeyRing keys,
            PropertyRepository properties,
            Tables tables) {
        this.transactions = transactions;
        this.accounts = ways.accounts();
        this.ways = ways;
        this.grants = grants;
        this.collections = collections;
        this.heads = heads;
        this.keys = keys;
        this.properties = properties;
        this.tables = tables;
    }

    @Override
    public void account(AccountId id, Findings findings) {
        findings.counted("account", 1);
        findings.check(id, "account", id.value(), () -> transactions.read(tx -> accounts.find(tx, id)));
        findings.check(id, "slot", id.value(), () -> checkSlots(id, findings));
        findings.check(id, "grant", id.value(), () -> checkGrants(id, findings));
        findings.check(id, "home", id.value(), () -> checkHome(id, findings));
        if (id.equals(AccountId.SERVER)) {
            transactions
                    .read(tables.addresses::withoutAccount)
                    .forEach(gone ->
                            findings.bad(new AccountId(gone), "account", gone, "The row of an account is missing"));
            transactions
                    .read(Orphans::collections)
                    .forEach(gone -> findings.bad(
                            gone.owner(),
                            "collection",
                            gone.value(),
                            "There are rows of a collection that is not there"));
            loose("outbox", findings, tables.outbox::verify);
            loose("queue", findings, tables.queue::verify);
            loose("lease", findings, tables.leases::verify);
            loose("checkpoint", findings, tables.audit::verifyPlaces);
            findings.check(id, "audit", id.value(), () -> checkAudit(findings));
        }
    }

    /** Reads rows that no digest counts. */
    private interface Rows {
        long verify(ReadTransaction tx, Consumer<RuntimeException> bad);
    }

    private void loose(String kind, Findings findings, Rows rows) {
        var id = AccountId.SERVER;
        var bad = new Bad();
        findings.check(
                id,
                kind,
                id.value(),
                () -> findings.counted(kind, transactions.<Long>read(tx -> rows.verify(tx, bad))));
        bad.name(findings, id, kind, true, "");
    }

    private void checkSlots(AccountId id, Findings findings) {
        // under the row's lock, so that no change of password comes between row and slots
        var bad = new Bad();
        boolean match = locked(tx -> {
            bad.clear();
            var row = accounts.lock(tx, id);
            var all = ways.slots().of(tx, id, bad);
            all.forEach(slot -> Intact.of(() -> ways.slots().details(slot), bad));
            ways.slots().uses(tx, id, bad);
            findings.counted("slot", all.size());
            findings.counted("account_grant", checkSeed(tx, row.account(), bad));
            return ways.match(tx, row, all, bad);
        });
        bad.name(findings, id, "slot", match, "A slot or a grant of the account's seed was taken away or put back");
        keys.generations(id, Integer.MAX_VALUE);
    }

    /** @return how many hold the account's seed */
    private int checkSeed(ReadTransaction tx, Account account, Bad bad) {
        var all = ways.seeds().grants(tx, account.id(), bad);
        for (var grant : all) {
            if (grant.row().generation() != account.generation()) {
                bad.accept(new TamperedException(
                        grant.row().holder().value(), "An account grant is of an earlier generation"));
            }
        }
        return all.size();
    }

    private void checkGrants(AccountId id, Findings findings) {
        var bad = new Bad();
        boolean match = locked(tx -> {
            bad.clear();
            AccountRow row = accounts.lock(tx, id);
            var macs = grants.macs(tx, id, bad);
            findings.counted("grant", macs.size());
            return accounts.grantsMatch(row, macs);
        });
        bad.name(findings, id, "grant", match, "A grant was taken away or put back");
    }

    /** All rows of HOME, and each collection's head by both of its MACs. */
    private void checkHome(AccountId id, Findings findings) {
        var home = transactions
                .read(tx -> accounts.find(tx, id))
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound()))
                .account()
                .homeCollection();
        var rows = new ArrayList<CollectionRow>();
        var bad = new Bad();
        boolean match = locked(tx -> {
            bad.clear();
            rows.clear();
            var head = heads.lock(tx, home);
            rows.addAll(collections.of(tx, home, bad));
            var macs =
                    new ArrayList<RowMac>(rows.stream().map(CollectionRow::mac).toList());
            var values = properties.macs(tx, home, bad);
            macs.addAll(values);
            if (id.equals(AccountId.SERVER)) {
                macs.addAll(directory(tx, findings, bad));
            }
            findings.counted("collection", rows.size());
            findings.counted("property", values.size());
            return CollectionDigest.matches(head.key(), CollectionHeads.WHOLE, head.sum(), macs);
        });
        bad.name(findings, id, "home", match, "A collection, property or name was taken away or put back");
        rows.forEach(row ->
                findings.check(id, "head", row.id().value(), () -> transactions.read(tx -> heads.read(tx, row.id()))));
    }

    /** What was wrong with single rows: each is named, and only where there is none is the sum looked at. */
    private static final class Bad implements Consumer<RuntimeException> {
        private final List<RuntimeException> rows = new ArrayList<>();

        @Override
        public void accept(RuntimeException bad) {
            if (rows.stream()
                    .noneMatch(known -> String.valueOf(known.getMessage()).equals(bad.getMessage()))) {
                rows.add(bad);
            }
        }

        void clear() {
            rows.clear();
        }

        void name(Findings findings, AccountId id, String kind, boolean match, String otherwise) {
            for (var bad : rows) {
                findings.check(id, kind, id.value(), () -> {
                    throw bad;
                });
            }
            if (rows.isEmpty() && !match) {
                findings.bad(id, kind, id.value(), otherwise);
            }
        }
    }

    /** Takes rows but changes none, so there is no disk to wait for. */
    private boolean locked(Function<WriteTransaction, Boolean> check) {
        return transactions.<Boolean>commit(check).value();
    }

    private List<RowMac> directory(ReadTransaction tx, Findings findings, Bad bad) {
        var macs = new ArrayList<RowMac>();
        macs.addAll(tables.addresses.macs(tx, bad));
        macs.addAll(tables.domains.macs(tx, bad));
        macs.addAll(tables.aliases.macs(tx, bad));
        macs.addAll(tables.delegations.macs(tx, bad));
        findings.counted("directory", macs.size());
        return macs;
    }

    private void checkAudit(Findings findings) {
        for (var node : tables.audit.nodes()) {
            switch (tables.audit.verify(node)) {
                case ChainVerifier.Result.Intact intact -> findings.counted("audit", intact.links());
                case ChainVerifier.Result.Broken broken ->
                    findings.bad(AccountId.SERVER, "audit", node, broken.why() + " (number " + broken.number() + ")");
            }
        }
    }
}
