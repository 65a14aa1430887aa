package org.wardpost.identity.operation;

import org.wardpost.identity.Role;

/**
 * One thing that somebody can do to the server. It keeps no state, checks its input itself, and is audited by {@link OperationLog},
 * which is the only caller of {@link #run}: each commit that {@link #run} makes on its thread holds the audit event too, so neither
 * can be there without the other.
 * @param <I> what it is told: a record
 * @param <O> what it answers: a record
 */
public interface Operation<I, O> {
    /** The name in audit log, command line and API, such as {@code user.add}. */
    String name();

    /** Who may do it; {@link Role#OPERATOR} may do everything. */
    default Role role() {
        return Role.OPERATOR;
    }

    Class<I> input();

    /** Which account, domain or key this is about, for the audit log: short, sealed there, never a secret. */
    String subject(I input);

    /** Whether it only reads what is no secret, such as a list: then it is not audited. */
    default boolean audited() {
        return true;
    }

    /**
     * Whether it takes long, in many commits, on other threads, or outside the database: then one event tells that it begins, before
     * anything happens, and one how it ended. An event of the first kind alone tells that it was interrupted.
     */
    default boolean lasting() {
        return false;
    }

    /**
     * Does it.
     * @throws IllegalArgumentException if the input is wrong; the message is a sentence for the person who gave it
     * @throws OperationRefused if it cannot be done, for a reason that this person can do something about
     * @throws org.wardpost.store.RefusedException if it cannot be done; nothing has changed then
     */
    O run(I input, OperationContext context);
}
