package org.wardpost.store.collection;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.KeyRing;
import org.wardpost.store.Modseq;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.account.AccountRows;

/**
 * Carries rows of earlier epochs to the collection's, 256 a commit: wrapped key, small sealed columns, name tag, row MAC and epoch,
 * never a modseq. How far it has come stands in the collection's head, and each row says its epoch, so a kill repeats nothing and any
 * node goes on. The grants of earlier epochs go when no row names them.
 */
public final class Rewrap {
    /** Rows a commit. */
    public static final int STEP = 256;

    /** Whoever read a row of an earlier epoch may still ask for its key so long after the last one was carried. */
    public static final Duration READERS = Duration.ofMinutes(1);

    /** How often it is looked whether a damaged row that holds an old key is gone. */
    private static final Duration AGAIN = Duration.ofHours(1);

    private final Transactions transactions;
    private final CollectionHeads heads;
    private final GrantRows grants;
    private final AccountRows accounts;
    private final KeyRing keys;
    private final DamageListener damage;
    private final Clock clock;
    private final List<RewrapStage> stages = new CopyOnWriteArrayList<>();

    public Rewrap(
            Transactions transactions,
            CollectionHeads heads,
            GrantRows grants,
            AccountRows accounts,
            KeyRing keys,
            DamageListener damage,
            Clock clock) {
        this.transactions = transactions;
        this.heads = heads;
        this.grants = grants;
        this.accounts = accounts;
        this.keys = keys;
        this.damage = damage;
        this.clock = clock;
    }

    /** Whoever keeps rows that name an epoch says so once, at start. */
    public void register(RewrapStage stage) {
        stages.add(stage);
        stages.sort(Comparator.comparingInt(RewrapStage::code));
    }

    /** Collections that have rows of earlier epochs, or grants of which it is not known yet that no row needs them. */
    public List<CollectionId> waiting() {
        return transactions.read(heads::rewrapping);
    }

    /**
     * One commit of a collection's re-wrap.
     *
     * @return rows that were looked at; 0 if there is nothing to do now
     * @throws RefusedException NotFound if it went meanwhile, Locked for a sealed owner that nobody opened
     */
    public int step(CollectionId id) {
        return transactions.write(tx -> {
            tx.lock(id);
            var head = heads.lock(tx, id);
            var position = head.head().rewrapping();
            if (position.isEmpty()) {
                return 0;
            }
            return position.get().isWalked() ? finish(tx, head, position.get()) : walk(tx, head, position.get());
        });
    }

    private int walk(WriteTransaction tx, LockedHead head, Rewrapping from) {
        var batch = new RewrapBatch(head.id(), damage);
        var at = from;
        int looked = 0;
        for (var stage : stages) {
            if (stage.code() < from.stage()) {
                continue;
            }
            if (stage.code() > at.stage()) {
                at = at.to(stage.code(), Rewrapping.START);
            }
            while (looked < STEP) {
                var place = stage.step(tx, head, at.at(), STEP - looked, batch);
                if (place.isEmpty()) {
                    break;
                }
                looked += batch.looked();
                at = at.to(stage.code(), place.getAsLong());
            }
            if (looked >= STEP) {
                heads.rewrapped(tx, head, Optional.of(at), batch);
                return looked;
            }
        }
        var walked = at.to(Rewrapping.WALKED, clock.instant().plus(READERS).toEpochMilli());
        heads.rewrapped(tx, head, Optional.of(walked), batch);
        return Math.max(1, looked);
    }

    private int finish(WriteTransaction tx, LockedHead head, Rewrapping walked) {
        if (walked.at() > clock.millis()) {
            return 0;
        }
        var nothing = new RewrapBatch(head.id(), damage);
        if (stages.stream().anyMatch(stage -> stage.isLeft(tx, head))) {
            var later = walked.to(Rewrapping.WALKED, clock.instant().plus(AGAIN).toEpochMilli());
            heads.rewrapped(tx, head, Optional.of(later), nothing);
            return 0;
        }
        heads.rewrapped(tx, head, Optional.empty(), nothing);
        dropGrants(tx, head);
        return 0;
    }

    private void dropGrants(WriteTransaction tx, LockedHead head) {
        var id = head.id();
        Set<Integer> kept = new HashSet<>();
        stages.forEach(stage -> kept.addAll(stage.keeps(tx, id)));
        var change = new GrantChange();
        for (var grant : grants.on(tx, id)) {
            boolean needed = grant.row().holder().equals(id.owner())
                    && kept.contains(grant.row().epoch());
            if (grant.row().epoch() < head.epoch() && !needed) {
                grants.delete(tx, grant.row());
                change.remove(grant.mac());
            }
        }
        var owner = accounts.change(
                tx, id.owner(), row -> row.withGrants(accounts.changeGrants(row, change.removed(), List.of())));
        tx.afterCommit(() -> keys.forget(id));
        tx.announce(owner.account().homeCollection(), Modseq.ZERO);
    }
}
