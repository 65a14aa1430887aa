package org.wardpost.store.collection;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.wardpost.store.AccountId;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.Intact;
import org.wardpost.store.ReadTransaction;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.account.AccountRows;
import org.wardpost.store.collection.GrantRows.GrantRow;
import org.wardpost.vault.AccountKey;
import org.wardpost.vault.CollectionKey;
import org.wardpost.vault.SignedGrant;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;
import org.wardpost.vault.WrapContext;

/**
 * Opens the key of a collection on behalf of a member: by the member's own grant and by nothing else. What is not what was granted
 * is told to the listener and gives no key. Public for the store's own packages.
 */
public final class GrantOpening {
    private static final int ATTEMPTS = 8;

    private final UUID tenant;
    private final GrantRows grants;
    private final AccountRows accounts;
    private final DamageListener damage;
    private final Consumer<GrantRow> opened;

    /**
     * @param opened hears of each signed grant that gave its key, in whatever transaction is at hand: it must not write in it
     */
    public GrantOpening(
            UUID tenant, GrantRows grants, AccountRows accounts, DamageListener damage, Consumer<GrantRow> opened) {
        this.tenant = tenant;
        this.grants = grants;
        this.accounts = accounts;
        this.damage = damage;
        this.opened = opened;
    }

    /** How the account that a grant was made to is opened: by its root slot, or by the account grant of one of its members. */
    public interface HolderKeys {
        /** @param open may be run again with the key of a newer generation */
        CollectionKey with(ReadTransaction tx, AccountId holder, Function<AccountKey, CollectionKey> open);
    }

    /**
     * @throws RefusedException NotFound without a grant, Locked if the holder is sealed and not signed in
     * @throws TamperedException if the grant is forged, another's, of another collection, or was put back after it was taken away
     */
    public CollectionKey open(ReadTransaction tx, CollectionId id, int epoch, AccountId holder, HolderKeys keys) {
        var context = new WrapContext(tenant, id.owner().value(), id.value(), epoch);
        try {
            return keys.with(tx, holder, key -> {
                var grant = grants.find(tx, id, epoch, holder).orElseThrow(() -> new RefusedException(new NotFound()));
                requireAllGrants(tx, id);
                var wrapped = grant.wrapped();
                return wrapped != null ? key.unwrapOwn(context, wrapped) : openSigned(tx, grant, context, key);
            });
        } catch (TamperedException | UnknownKeyException bad) {
            damage.found(id, holder.value(), "A grant was not accepted: " + bad.getMessage());
            throw new TamperedException(id.value(), String.valueOf(bad.getMessage()));
        }
    }

    private CollectionKey openSigned(ReadTransaction tx, GrantRow row, WrapContext context, AccountKey holder) {
        byte[] signed = row.signed();
        if (signed == null) {
            throw new TamperedException(row.collection().value(), "A grant holds no key");
        }
        var grant = SignedGrant.ofStored(signed);
        if (!grant.context().equals(context)) {
            throw new TamperedException(row.collection().value(), "A grant was made for another collection or epoch");
        }
        var granter = accounts.find(tx, new AccountId(grant.granter()))
                .orElseThrow(() -> new TamperedException(row.collection().value(), "A grant is signed by nobody known"))
                .account();
        var key = holder.openGrant(grant, granter.publicKey());
        opened.accept(row);
        return key;
    }

    /**
     * The digest over all grants of the owner: a row that was taken away and put back has a good MAC of its own. Row and grants are
     * read by two statements, so the row must be the same before and after.
     */
    private void requireAllGrants(ReadTransaction tx, CollectionId id) {
        for (int attempt = 1; ; attempt++) {
            var before = accounts.find(tx, id.owner()).orElseThrow(() -> new RefusedException(new NotFound()));
            if (accounts.grantsMatch(before, grants.macs(tx, id.owner(), Intact.ALL))) {
                return;
            }
            var after = accounts.find(tx, id.owner()).orElseThrow(() -> new RefusedException(new NotFound()));
            if (before.grants().equals(after.grants()) || attempt == ATTEMPTS) {
                throw new TamperedException(id.value(), "A grant was taken away or put back");
            }
        }
    }
}
