package org.wardpost.mail.mailbox;

import java.util.Optional;
import org.apache.james.core.Username;

/**
 * Where mailboxes of others stand in a member's own tree: {@code Shared/<owner's whole address>/<the owner's name for it>}. The address keeps
 * owners of several domains apart and never changes; none holds a delimiter. It is the prefix that NAMESPACE names (RFC 2342 §5).
 */
public record MountedNames(char delimiter) {
    private static final String ROOT = "Shared";
    private static final String INBOX = "INBOX";

    /** A name below the prefix, taken apart. */
    record Mounted(Username owner, String name) {}

    String prefix() {
        return ROOT + delimiter;
    }

    String of(Username owner, String name) {
        return prefix() + owner.asString() + delimiter + name;
    }

    /** Whether nobody's own mailbox can be called so. */
    public boolean isReserved(String name) {
        return name.equals(ROOT) || name.startsWith(prefix());
    }

    /** Empty for a name elsewhere, and for one that names no mailbox below an owner. */
    Optional<Mounted> read(String shown) {
        if (!shown.startsWith(prefix())) {
            return Optional.empty();
        }
        int end = shown.indexOf(delimiter, prefix().length());
        if (end <= prefix().length() || end == shown.length() - 1) {
            return Optional.empty();
        }
        var owner = shown.substring(prefix().length(), end);
        try {
            return Optional.of(new Mounted(Username.of(owner), withInbox(shown.substring(end + 1))));
        } catch (IllegalArgumentException nobody) {
            return Optional.empty();
        }
    }

    /** The name with INBOX at its begin as it is stored: it is written in any case (RFC 3501 §5.1). */
    public String withInbox(String name) {
        int end = name.indexOf(delimiter);
        var first = end < 0 ? name : name.substring(0, end);
        return first.equalsIgnoreCase(INBOX) ? INBOX + name.substring(first.length()) : name;
    }
}
