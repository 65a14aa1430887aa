package org.wardpost.mail.imap;

import java.util.regex.Pattern;
import org.apache.james.mailbox.MailboxSession;
import org.wardpost.mail.mailbox.MountedNames;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** What a new mailbox may be called. Names never become paths on a disk here; they may where somebody exports them. */
final class MailboxNames {
    private static final int LENGTH = 200;
    private static final int LEVELS = 30;

    private MailboxNames() {}

    /** @param asked as the client sent it, perhaps with a delimiter at its end (RFC 3501 §6.3.3)
     * @return the name without that
     * @throws RefusedException Malformed, answered as CANNOT (RFC 5530 §3) */
    static String checked(String asked, ImapBackend backend, MailboxSession session) {
        var owner = backend.tree().ownerPrefix(asked, session);
        return owner + checked(asked.substring(owner.length()), session.getPathDelimiter());
    }

    private static String checked(String asked, char delimiter) {
        var named = asked.endsWith(String.valueOf(delimiter)) ? asked.substring(0, asked.length() - 1) : asked;
        var name = new MountedNames(delimiter).withInbox(named);
        if (name.length() > LENGTH) throw cannot("longer than " + LENGTH + " characters");
        if (name.indexOf('%') >= 0 || name.indexOf('*') >= 0) throw cannot("holds a wildcard");
        if (name.chars().anyMatch(MailboxNames::isBanned))
            throw cannot("holds a control character or a line separator");
        if (name.startsWith("#")) throw cannot("begins with #, as namespaces do");
        var levels = name.split(Pattern.quote(String.valueOf(delimiter)), -1);
        if (levels.length > LEVELS) throw cannot("has more than " + LEVELS + " levels");
        for (int i = 0; i < levels.length; i++) {
            var level = levels[i];
            if (level.isBlank() || level.equals(".") || level.equals("..")) throw cannot("has a level without a name");
            if (i == 1 && levels.length == 2 && levels[0].equals("INBOX") && level.equalsIgnoreCase("INBOX"))
                throw cannot("is INBOX in INBOX"); // clients.md §8
        }
        return name;
    }

    /** U+0080 to U+009F, U+2028 and U+2029 (RFC 6855 §3); those of US-ASCII are not even parsed. */
    private static boolean isBanned(int c) {
        return (c >= 0x80 && c <= 0x9f) || c == 0x2028 || c == 0x2029;
    }

    private static RefusedException cannot(String why) {
        return new RefusedException(new Refusal.Malformed("the name", why));
    }
}
