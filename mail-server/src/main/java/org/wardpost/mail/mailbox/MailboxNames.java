package org.wardpost.mail.mailbox;

import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;

/**
 * A mailbox's path as the name of its collection. Names of the user's own namespace stand as they are; James's contracts ask for others too,
 * which are put before the name with a NUL on either side.
 */
final class MailboxNames {
    private static final char NUL = '\0';

    private MailboxNames() {}

    static String collectionName(MailboxPath path) {
        return collectionName(path.getNamespace(), path.getName());
    }

    static String collectionName(String namespace, String name) {
        return namespace.equals(MailboxConstants.USER_NAMESPACE) ? name : NUL + namespace + NUL + name;
    }

    static String namespace(String collectionName) {
        return isForeign(collectionName)
                ? collectionName.substring(1, collectionName.indexOf(NUL, 1))
                : MailboxConstants.USER_NAMESPACE;
    }

    static String name(String collectionName) {
        return isForeign(collectionName)
                ? collectionName.substring(collectionName.indexOf(NUL, 1) + 1)
                : collectionName;
    }

    private static boolean isForeign(String collectionName) {
        return !collectionName.isEmpty() && collectionName.charAt(0) == NUL && collectionName.indexOf(NUL, 1) > 0;
    }
}
