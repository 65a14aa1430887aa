package org.wardpost.store.message;

import java.util.function.UnaryOperator;

/** What STORE does to the flags of a message (RFC 9051 §6.4.6). */
public sealed interface FlagChange {
    record Add(MessageFlags flags) implements FlagChange {}

    record Remove(MessageFlags flags) implements FlagChange {}

    /** \Recent is kept as it is: no client can set or clear it (RFC 9051 §6.4.6). */
    record Replace(MessageFlags flags) implements FlagChange {}

    /** For what the others cannot say; called under the mailbox's lock, so it must be quick and touch nothing else. */
    record Computed(UnaryOperator<MessageFlags> change) implements FlagChange {}

    default MessageFlags apply(MessageFlags old) {
        return switch (this) {
            case Add(var flags) -> old.with(flags);
            case Remove(var flags) -> old.without(flags);
            case Replace(var flags) ->
                flags.withBits((flags.bits() & ~MessageFlags.RECENT) | (old.bits() & MessageFlags.RECENT));
            case Computed(var change) -> change.apply(old);
        };
    }
}
