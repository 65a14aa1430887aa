package org.wardpost.store.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.wardpost.store.CollectionId;
import org.wardpost.store.DamageListener;
import org.wardpost.store.Refusal.NotFound;
import org.wardpost.store.RefusedException;
import org.wardpost.store.collection.RunSums.RunChange;
import org.wardpost.vault.RowMac;
import org.wardpost.vault.TamperedException;

/** What one commit of a re-wrap does to the digests. */
public final class RewrapBatch {
    private final CollectionId id;
    private final DamageListener damage;
    private int looked;
    private final Map<Long, RunChange> runs = new TreeMap<>();
    private final List<RowMac> removed = new ArrayList<>();
    private final List<RowMac> added = new ArrayList<>();

    RewrapBatch(CollectionId id, DamageListener damage) {
        this.id = id;
        this.damage = damage;
    }

    /**
     * Carries each of some rows that lie above a place.
     *
     * @param carry returns without doing anything for a row that is of the epoch already
     * @return the place of the last, empty for none
     */
    public <R> OptionalLong each(List<R> rows, ToLongFunction<R> place, Function<R, UUID> what, Consumer<R> carry) {
        looked = rows.size();
        for (var row : rows) {
            try {
                carry.accept(row);
            } catch (TamperedException bad) {
                damaged(what.apply(row), String.valueOf(bad.getMessage()));
            } catch (RefusedException refused) {
                if (!(refused.refusal() instanceof NotFound)) {
                    throw refused;
                }
                damaged(what.apply(row), "it names an epoch that there is not");
            }
        }
        return rows.isEmpty() ? OptionalLong.empty() : OptionalLong.of(place.applyAsLong(rows.getLast()));
    }

    /** A row of a run was carried. */
    public void carried(long run, RowMac old, RowMac now) {
        var change = runs.computeIfAbsent(run, _ -> new RunChange());
        change.removed().add(old);
        change.added().add(now);
        carried(old, now);
    }

    /** A row of a collection without runs was carried. */
    public void carried(RowMac old, RowMac now) {
        removed.add(old);
        added.add(now);
    }

    /** How many rows the last {@link #each} looked at. */
    int looked() {
        return looked;
    }

    // it stays, for verify --repair, and so does the key of its epoch
    private void damaged(UUID what, String why) {
        damage.found(id, what, "re-wrapping: " + why);
    }

    Map<Long, RunChange> runs() {
        return runs;
    }

    List<RowMac> removed() {
        return removed;
    }

    List<RowMac> added() {
        return added;
    }
}
