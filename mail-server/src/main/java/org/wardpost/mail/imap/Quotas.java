package org.wardpost.mail.imap;

import java.io.IOException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Quota;
import org.apache.james.mailbox.model.QuotaRoot;

/** A QUOTA line (RFC 9208 §5.1): only what is limited is told, STORAGE in units of 1,024 octets. */
final class Quotas {
    private Quotas() {}

    static void tell(ImapBackend backend, QuotaRoot root, Answer answer) throws IOException, MailboxException {
        var quotas = backend.quotas().getQuotas(root);
        answer.text("* QUOTA ").string(root.getValue()).text(" (");
        boolean storage = tell("STORAGE", quotas.getStorageQuota(), 1024, "", answer);
        tell("MESSAGE", quotas.getMessageQuota(), 1, storage ? " " : "", answer);
        answer.text(")").end();
    }

    private static boolean tell(String resource, Quota<?, ?> quota, long unit, String between, Answer answer)
            throws IOException {
        if (quota.getLimit().isUnlimited()) return false;
        long used = (quota.getUsed().asLong() + unit - 1) / unit;
        answer.text(between)
                .text(resource)
                .text(" ")
                .number(used)
                .text(" ")
                .number(quota.getLimit().asLong() / unit);
        return true;
    }
}
