package org.wardpost.store.message;

import java.util.ArrayList;
import java.util.UUID;
import org.wardpost.store.AccountId;
import org.wardpost.store.Transactions;
import org.wardpost.store.Verification;
import org.wardpost.store.blob.Objects;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRepository;
import org.wardpost.store.quota.QuotaRepository;

/** The part of {@code verify} that reads mailboxes, the account's counters, and once, with account 0, what objects are referred to. */
public final class MessageVerification implements Verification.Step {
    private static final String KIND = "message";

    private final CollectionRepository collections;
    private final MessageRepository messages;
    private final MailboxVerification mailboxes;
    private final QuotaRepository quotas;
    private final Objects objects;
    private final Transactions transactions;

    public MessageVerification(
            CollectionRepository collections,
            MessageRepository messages,
            MailboxVerification mailboxes,
            QuotaRepository quotas,
            Objects objects,
            Transactions transactions) {
        this.collections = collections;
        this.messages = messages;
        this.mailboxes = mailboxes;
        this.quotas = quotas;
        this.objects = objects;
        this.transactions = transactions;
    }

    @Override
    public void account(AccountId account, Verification.Findings findings) {
        if (account.equals(AccountId.SERVER)) {
            findings.check(account, "object", account.value(), () -> references(findings));
            return;
        }
        findings.check(account, KIND, account.value(), () -> mailboxes(account, findings));
    }

    private void mailboxes(AccountId account, Verification.Findings findings) {
        links(account, findings);
        var before = quotas.usage(account);
        var found = new ArrayList<Finding>();
        long octets = 0;
        long messages = 0;
        for (var mailbox : collections.list(account, CollectionKind.MAILBOX)) {
            var totals = mailboxes.verify(mailbox.id(), true, found::add, _ -> {});
            octets += totals.octets();
            messages += totals.messages();
        }
        findings.counted(KIND, messages);
        for (var each : found) {
            findings.bad(account, KIND, each.object().orElse(each.collection().value()), text(each));
        }
        var after = quotas.usage(account);
        if (found.isEmpty() && after.equals(before) && (octets != after.bytes() || messages != after.messages())) {
            findings.bad(account, "quota", account.value(), "the account's counters do not fit its messages");
        }
    }

    /** Rows that no digest counts: which deliveries were made, and which threads messages belong to. */
    private void links(AccountId account, Verification.Findings findings) {
        var bad = new ArrayList<RuntimeException>();
        messages.verifyLinks(account, bad::add);
        for (var each : bad) {
            findings.check(account, "link", account.value(), () -> {
                throw each;
            });
        }
    }

    private void references(Verification.Findings findings) {
        for (var wrong : transactions.read(objects::wrongReferences)) {
            findings.bad(
                    AccountId.SERVER,
                    "object",
                    new UUID(0, wrong),
                    "object number " + wrong + " is referred to more or less often than was noted");
        }
    }

    private static String text(Finding finding) {
        var uid = finding.uid().isPresent() ? " UID " + finding.uid().getAsLong() : "";
        return finding.kind() + uid + " of collection " + finding.collection().value() + ": " + finding.why();
    }
}
