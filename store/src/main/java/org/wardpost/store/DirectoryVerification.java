package org.wardpost.store;

import java.util.ArrayList;
import java.util.List;
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
import org.wardpost.store.outbox.OutboxRepository;
import org.wardpost.store.property.PropertyRepository;
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
            findings.check(
                    id,
                    "outbox",
                    id.value(),
                    () -> findings.counted("outbox", transactions.<Long>read(tables.outbox::verify)));
            findings.check(id, "audit", id.value(), () -> checkAudit(findings));
        }
    }

    private void checkSlots(AccountId id, Findings findings) {
        // under the row's lock, so that no change of password comes between row and slots
        boolean match = locked(tx -> {
            var row = accounts.lock(tx, id);
            var all = ways.slots().of(tx, id);
            all.forEach(ways.slots()::details);
            ways.slots().uses(tx, id);
            findings.counted("slot", all.size());
            findings.counted("account_grant", checkSeed(tx, row.account()));
            return ways.match(tx, row, all);
        });
        if (!match) {
            findings.bad(id, "slot", id.value(), "A slot or a grant of the account's seed was taken away or put back");
        }
        keys.generations(id, Integer.MAX_VALUE);
    }

    /** @return how many hold the account's seed */
    private int checkSeed(ReadTransaction tx, Account account) {
        var all = ways.seeds().grants(tx, account.id());
        for (var grant : all) {
            if (grant.row().generation() != account.generation()) {
                throw new TamperedException(
                        grant.row().holder().value(), "An account grant is of an earlier generation");
            }
        }
        return all.size();
    }

    private void checkGrants(AccountId id, Findings findings) {
        boolean match = locked(tx -> {
            AccountRow row = accounts.lock(tx, id);
            var macs = grants.macs(tx, id);
            findings.counted("grant", macs.size());
            return accounts.grantsMatch(row, macs);
        });
        if (!match) {
            findings.bad(id, "grant", id.value(), "A grant was taken away or put back");
        }
    }

    /** All rows of HOME, and each collection's head by both of its MACs. */
    private void checkHome(AccountId id, Findings findings) {
        var home = transactions
                .read(tx -> accounts.find(tx, id))
                .orElseThrow(() -> new RefusedException(new Refusal.NotFound()))
                .account()
                .homeCollection();
        var rows = new ArrayList<CollectionRow>();
        boolean match = locked(tx -> {
            rows.clear();
            var head = heads.lock(tx, home);
            rows.addAll(collections.of(tx, home));
            var macs =
                    new ArrayList<RowMac>(rows.stream().map(CollectionRow::mac).toList());
            var values = properties.macs(tx, home);
            macs.addAll(values);
            if (id.equals(AccountId.SERVER)) {
                macs.addAll(directory(tx, findings));
            }
            findings.counted("collection", rows.size());
            findings.counted("property", values.size());
            return CollectionDigest.matches(head.key(), CollectionHeads.WHOLE, head.sum(), macs);
        });
        if (!match) {
            findings.bad(id, "home", home.value(), "A collection, property or name was taken away or put back");
        }
        rows.forEach(row ->
                findings.check(id, "head", row.id().value(), () -> transactions.read(tx -> heads.read(tx, row.id()))));
    }

    /** Takes rows but changes none, so there is no disk to wait for. */
    private boolean locked(Function<WriteTransaction, Boolean> check) {
        return transactions.<Boolean>commit(check).value();
    }

    private List<RowMac> directory(ReadTransaction tx, Findings findings) {
        var macs = new ArrayList<RowMac>();
        macs.addAll(tables.addresses.macs(tx));
        macs.addAll(tables.domains.macs(tx));
        macs.addAll(tables.aliases.macs(tx));
        macs.addAll(tables.delegations.macs(tx));
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
