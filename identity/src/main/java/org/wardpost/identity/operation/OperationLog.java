package org.wardpost.identity.operation;

import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;
import org.wardpost.identity.Users;
import org.wardpost.store.Store;
import org.wardpost.vault.audit.AuditEvent;

/**
 * Runs operations: checks the role, and writes down who did what to whom, and whether it was done.
 */
public final class OperationLog {
    private static final int LONGEST_SUBJECT = 400;
    private final Store store;
    private final Users users;
    private final Consumer<AuditEvent> trail;
    private final Clock clock;

    /** @param trail where audit events go, durable when it returns */
    public OperationLog(Store store, Users users, Consumer<AuditEvent> trail, Clock clock) {
        this.store = store;
        this.users = users;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * Runs one operation.
     * @throws OperationRefused if the actor may not do it, or the operation refuses
     */
    public <I, O> O run(Operation<I, O> operation, I input, Actor actor, Progress progress) {
        if (!actor.may(operation.role())) {
            audit(operation, input, actor, "not permitted");
            throw new OperationRefused("You may not do that: it is for the role "
                    + operation.role().label() + ".");
        }
        try {
            var output = operation.run(input, new OperationContext(actor, store, users, progress));
            audit(operation, input, actor, "done");
            return output;
        } catch (RuntimeException e) {
            audit(
                    operation,
                    input,
                    actor,
                    e instanceof OperationRefused || e instanceof IllegalArgumentException ? "refused" : "failed");
            throw e;
        }
    }

    private <I> void audit(Operation<I, ?> operation, I input, Actor actor, String outcome) {
        if (!operation.audited()) {
            return;
        }
        var subject = operation.subject(input);
        var target = subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT));
        trail.accept(
                AuditEvent.of(clock.instant(), operation.name(), actor.name(), target, Map.of("outcome", outcome)));
    }
}
