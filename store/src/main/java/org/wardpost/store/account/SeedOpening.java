package org.wardpost.store.account;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.wardpost.store.AccountId;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.account.AccountRows.AccountRow;
import org.wardpost.store.account.SeedRows.SeedGrant;
import org.wardpost.vault.AccountContext;
import org.wardpost.vault.AccountGrant;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/**
 * Opens the seed of a group on behalf of a member: by the member's own account grant and by nothing else. Public for the store's own
 * packages.
 */
public final class SeedOpening {
    private static final int ATTEMPTS = 8;

    private final WaysIn ways;
    private final BiFunction<ReadTransaction, AccountId, AccountKey> keys;
    private final Consumer<SeedGrant> opened;

    /**
     * @param keys the key of a member
     * @param opened hears of each signed grant that gave its seed, in whatever transaction is at hand: it must not write in it
     */
    public SeedOpening(
            WaysIn ways, BiFunction<ReadTransaction, AccountId, AccountKey> keys, Consumer<SeedGrant> opened) {
        this.ways = ways;
        this.keys = keys;
        this.opened = opened;
    }

    /**
     * Rows of an account are read by several statements: if it is not what it should be and changed meanwhile, it is read again.
     *
     * @throws RefusedException NotFound without a grant, Locked if the member is sealed and not signed in
     * @throws TamperedException if the grant is forged, another's, of another group or generation, or was put back
     */
    public AccountKey open(ReadTransaction tx, AccountId group, AccountId member) {
        for (int attempt = 1; ; attempt++) {
            var row = row(tx, group);
            try {
                return open(tx, row, member);
            } catch (TamperedException | UnknownKeyException bad) {
                if (row(tx, group).slots().equals(row.slots()) || attempt == ATTEMPTS) {
                    throw new TamperedException(member.value(), "an account grant: " + bad.getMessage());
                }
            }
        }
    }

    private AccountKey open(ReadTransaction tx, AccountRow row, AccountId member) {
        var group = row.account();
        ways.requireAll(
                tx, row); // first, for a grant that was taken away is damage, and one that was never given is none
        var grant = ways.seeds().grant(tx, group.id(), member).orElseThrow(() -> new RefusedException(new NotFound()));
        var key = keys.apply(tx, member);
        var context = new AccountContext(key.tenant(), group.id().value(), group.generation());
        var wrapped = grant.row().wrapped();
        return wrapped != null
                ? key.unwrapSeed(context, wrapped, group.publicKey())
                : openSigned(grant.row(), context, key, group);
    }

    private AccountKey openSigned(SeedGrant row, AccountContext context, AccountKey member, Account group) {
        byte[] signed = row.signed();
        if (signed == null) {
            throw new TamperedException(context.account(), "An account grant holds no seed");
        }
        var grant = AccountGrant.ofStored(signed);
        if (!grant.context().equals(context) || !grant.granter().equals(context.account())) {
            throw new TamperedException(
                    context.account(),
                    "An account grant was made for another group or generation, or not by the group");
        }
        var key = member.openSeed(grant, group.publicKey(), group.publicKey());
        opened.accept(row);
        return key;
    }

    private AccountRow row(ReadTransaction tx, AccountId group) {
        return ways.accounts().find(tx, group).orElseThrow(() -> new RefusedException(new NotFound()));
    }
}
