package org.wardpost.identity.operation;

import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.wardpost.identity.Users;
import org.wardpost.store.Store;
import org.wardpost.vault.audit.AuditEvent;

/**
 * Runs operations: checks the role, and writes down who did what to whom, and how it ended. An event is in the commit of what it tells;
 * an operation has this by itself.
 */
public final class OperationLog {
    private static final int LONGEST_SUBJECT = 400;
    private final Store store;
    private final Users users;
    private final Clock clock;

    public OperationLog(Store store, Users users, Clock clock) {
        this.store = store;
        this.users = users;
        this.clock = clock;
    }

    /** Who did what to whom, without how it ended. */
    private record Deed(String what, String actor, String target) {
        static <I> Deed of(Operation<I, ?> operation, I input, Actor actor) {
            var subject = operation.subject(input);
            return new Deed(
                    operation.name(), actor.name(), subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)));
        }
    }

    /**
     * Runs one operation.
     * @throws OperationRefused if the actor may not do it, or the operation refuses
     */
    public <I, O> O run(Operation<I, O> operation, I input, Actor actor, Progress progress) {
        var deed = Deed.of(operation, input, actor);
        if (!actor.may(operation.role())) {
            append(operation, deed, "not permitted");
            throw new OperationRefused("You may not do that: it is for the role "
                    + operation.role().label() + ".");
        }
        var context = new OperationContext(actor, store, users, progress);
        try {
            return !operation.audited()
                    ? operation.run(input, context)
                    : operation.lasting()
                            ? lasting(operation, input, context, deed)
                            : store.audit().telling(part -> done(deed, part), () -> operation.run(input, context));
        } catch (RuntimeException e) {
            append(
                    operation,
                    deed,
                    e instanceof OperationRefused || e instanceof IllegalArgumentException ? "refused" : "failed");
            throw e;
        }
    }

    private <I, O> O lasting(Operation<I, O> operation, I input, OperationContext context, Deed deed) {
        append(operation, deed, "begun");
        var output = operation.run(input, context);
        append(operation, deed, "done");
        return output;
    }

    private AuditEvent done(Deed deed, int part) {
        var facts = new TreeMap<>(Map.of("outcome", "done"));
        if (part > 1) {
            facts.put("part", Integer.toString(part));
        }
        return AuditEvent.of(clock.instant(), deed.what, deed.actor, deed.target, facts);
    }

    private void append(Operation<?, ?> operation, Deed deed, String outcome) {
        if (operation.audited()) {
            store.audit()
                    .append(AuditEvent.of(
                            clock.instant(), deed.what, deed.actor, deed.target, Map.of("outcome", outcome)));
        }
    }
}
