package org.wardpost.store;

/** Why a request was not carried out although nothing is broken. A new kind does not compile until every protocol answers it. */
public sealed interface Refusal {
    record NotFound() implements Refusal {}

    /** {@code needed} names the right that is missing, in the words of the protocol's access rights. */
    record NotPermitted(String needed) implements Refusal {}

    /** The thing changed, or is not in the condition that the caller asked for. */
    record PreconditionFailed() implements Refusal {}

    /** What was removed since then is swept: the client must start anew. */
    record StaleToken() implements Refusal {}

    record OverQuota() implements Refusal {}

    /** {@code where} is a field or position, {@code why} a sentence; neither quotes what was sent. */
    record Malformed(String where, String why) implements Refusal {}

    /** A sealed account whose owner is not signed in here: nobody can open it now. */
    record Locked() implements Refusal {}

    record AlreadyExists() implements Refusal {}

    /** Somebody else changes the same thing: try again later. */
    record Conflict() implements Refusal {}

    /** The disk is nearly full: reading goes on, nothing is written until there is room. */
    record StorageFull() implements Refusal {}
}
