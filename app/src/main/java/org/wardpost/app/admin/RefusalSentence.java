package org.wardpost.app.admin;

import org.wardpost.store.Refusal;

/** A refusal as the terminal says it. */
final class RefusalSentence {
    private RefusalSentence() {}

    static String of(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NotFound() -> "There is no such account, domain or mailbox.";
            case Refusal.NotPermitted(var needed) -> "You may not do that: it needs the right \"" + needed + "\".";
            case Refusal.PreconditionFailed() ->
                "It was changed meanwhile, or is not in the state that this needs; look and try again.";
            case Refusal.StaleToken() -> "What this refers to is gone; start again.";
            case Refusal.OverQuota() -> "The account's quota is used up: raise it, or remove mail first.";
            case Refusal.Malformed(var where, var why) -> where + ": " + why;
            case Refusal.Locked() -> "This account is sealed and its owner is not signed in: nobody else can open it.";
            case Refusal.AlreadyExists() -> "That exists already.";
            case Refusal.Conflict() -> "Something else changes the same thing just now; try again.";
            case Refusal.StorageFull() -> "The disk is nearly full, so nothing is written: make room, then try again.";
        };
    }
}
