package org.wardpost.mail.mailbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.EntryKey;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;

/** The access list of a mailbox among its collection's properties: one property an entry, {@code acl:<identifier>} with its rights. */
final class AclProperties {
    private static final String PREFIX = "acl:";

    private AclProperties() {}

    /** Rights that this version does not know are left out. */
    static MailboxACL read(Map<String, String> properties) {
        var entries = new HashMap<EntryKey, Rfc4314Rights>();
        properties.forEach((name, rights) -> {
            if (name.startsWith(PREFIX)) {
                entries.put(EntryKey.deserialize(name.substring(PREFIX.length())), rights(rights));
            }
        });
        return entries.isEmpty() ? MailboxACL.EMPTY : new MailboxACL(entries);
    }

    static Map<String, String> write(Map<String, String> properties, MailboxACL acl) {
        var changed = new HashMap<>(properties);
        changed.keySet().removeIf(name -> name.startsWith(PREFIX));
        acl.getEntries().forEach((key, rights) -> changed.put(PREFIX + key.serialize(), rights.serialize()));
        return changed;
    }

    private static Rfc4314Rights rights(String serialized) {
        try {
            return Rfc4314Rights.fromSerializedRfc4314Rights(serialized);
        } catch (UnsupportedRightException ofANewerVersion) {
            return new Rfc4314Rights();
        }
    }
}
