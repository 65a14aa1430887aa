package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Transactions;
import org.wardpost.store.WriteTransaction;
import org.wardpost.store.blob.ObjectChanges;

/** Delivers one mail to several mailboxes, of several accounts too, in one commit. */
final class Delivering {
    private final Transactions transactions;
    private final Appending appending;
    private final MailboxWriters writers;

    Delivering(Transactions transactions, Appending appending, MailboxWriters writers) {
        this.transactions = transactions;
        this.appending = appending;
        this.writers = writers;
    }

    /** Carries the refusals out of the transaction, which is rolled back. */
    private static final class SomeRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final transient Map<Integer, Refusal> refused;

        SomeRefused(Map<Integer, Refusal> refused) {
            super("some targets refused", null, false, false);
            this.refused = refused;
        }
    }

    Delivered deliver(List<Delivery> targets, BiConsumer<WriteTransaction, ObjectChanges> also) {
        var prepared = new ArrayList<PreparedDraft>();
        var refused = new HashMap<Integer, Refusal>();
        for (int i = 0; i < targets.size(); i++) {
            try {
                prepared.add(appending.prepare(
                        targets.get(i).target(), targets.get(i).draft()));
            } catch (RefusedException gone) {
                refused.put(i, gone.refusal());
            }
        }
        if (!refused.isEmpty()) {
            return new Delivered.None(refused);
        }
        try {
            return new Delivered.All(transactions.write(tx -> write(tx, prepared, also)));
        } catch (SomeRefused some) {
            return new Delivered.None(some.refused);
        }
    }

    private List<Appended> write(
            WriteTransaction tx, List<PreparedDraft> prepared, BiConsumer<WriteTransaction, ObjectChanges> also) {
        var writer = writers.open(tx);
        writer.lock(prepared.stream().map(PreparedDraft::target).toList());
        writer.charge(prepared.stream().map(each -> each.target().owner()).toList());
        var appended = new ArrayList<Appended>();
        var refused = new HashMap<Integer, Refusal>();
        for (int i = 0; i < prepared.size(); i++) {
            switch (appending.append(writer, prepared.get(i))) {
                case Appending.Outcome.Done(var done) -> appended.add(done);
                case Appending.Outcome.Refused(var refusal) -> refused.put(i, refusal);
            }
        }
        if (!refused.isEmpty()) {
            throw new SomeRefused(refused);
        }
        also.accept(tx, writer.objects());
        writer.finish();
        return appended;
    }
}
