package org.wardpost.identity.operation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wardpost.store.AccountId;
import org.wardpost.store.RefusedException;
import org.wardpost.store.Store;
import org.wardpost.store.StoreFault;
import org.wardpost.store.account.Account;
import org.wardpost.store.collection.Collection;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.message.Finding;
import org.wardpost.store.message.UidSet;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.AuditEvent;

/**
 * {@code verify --repair}: in each damaged mailbox bad rows are set aside, where they stay, and its sums are made anew, or it would be
 * marked for ever; members' grants of a damaged group are made anew; then everything is verified. Each mailbox and group that was changed has
 * an audit event of its own.
 */
public final class RepairStore implements Operation<Nothing, RepairStore.Output> {
    private final Clock clock;
    private final VerifyStore verify = new VerifyStore();

    public RepairStore(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param repaired what was done, one sentence each
     * @param left what a verification afterwards still finds
     */
    public record Output(List<String> repaired, VerifyStore.Output left) {}

    @Override
    public String name() {
        return "store.repair";
    }

    @Override
    public Class<Nothing> input() {
        return Nothing.class;
    }

    @Override
    public String subject(Nothing input) {
        return "";
    }

    @Override
    public boolean lasting() {
        return true;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        var store = context.store();
        var repaired = new ArrayList<String>();
        List<Account> accounts;
        try (var all = store.accounts().all()) {
            accounts = all.toList();
        }
        for (int i = 0; i < accounts.size(); i++) {
            context.progress().at("accounts repaired", i, accounts.size());
            account(accounts.get(i), context, repaired);
        }
        context.progress().at("accounts repaired", accounts.size(), accounts.size());
        recovery(store, repaired);
        return new Output(List.copyOf(repaired), verify.run(input, context));
    }

    private void account(Account account, OperationContext context, List<String> repaired) {
        try {
            if (account.isGroup()) {
                group(account, context, repaired);
            }
            for (var mailbox : context.store().collections().list(account.id(), CollectionKind.MAILBOX)) {
                mailbox(account, mailbox, context, repaired);
            }
            if (context.store().quotaRepair().recount(account.id())) {
                repaired.add(account.address() + ": quota counters were made anew");
            }
        } catch (TamperedException | RefusedException | StoreFault cannot) {
            // the verification afterwards names it
        }
    }

    /** First, for its members open nothing of the group until their grants are what they were. */
    private void group(Account group, OperationContext context, List<String> repaired) {
        try {
            if (context.store().seeds().repair(group.id())) {
                audit(context, "group.repair", group.id().toString(), Map.of());
                repaired.add(group.address() + ": its members' grants were made anew");
            }
        } catch (TamperedException slot) {
            repaired.add(group.address() + ": the group's own key is damaged: restore it from a backup");
        }
    }

    private void audit(OperationContext context, String what, String target, Map<String, String> details) {
        context.store()
                .audit()
                .append(AuditEvent.of(clock.instant(), what, context.actor().name(), target, details));
    }

    private void mailbox(Account account, Collection mailbox, OperationContext context, List<String> repaired) {
        var store = context.store();
        var found = new ArrayList<Finding>();
        store.mailboxVerification().verify(mailbox.id(), true, found::add, _ -> {});
        if (found.isEmpty()) {
            return;
        }
        var unreadable = found.stream()
                .filter(finding -> finding.kind() == Finding.Kind.OBJECT)
                .flatMapToLong(finding -> finding.uid().stream())
                .boxed()
                .toList();
        try {
            var done = store.mailboxRepair().repair(mailbox.id(), UidSet.of(unreadable));
            audit(
                    context,
                    "mailbox.repair",
                    mailbox.id().owner() + "/" + mailbox.id().value(),
                    Map.of("aside", shortened(done.aside()), "missing", shortened(done.missing())));
            repaired.add(account.address() + ": mailbox " + mailbox.id().value() + ": sums and counters were made anew"
                    + (done.aside().isEmpty() ? "" : "; set aside: UID " + done.aside())
                    + (done.missing().isEmpty() ? "" : "; rows were missing: UID " + done.missing()));
        } catch (TamperedException head) {
            repaired.add(account.address() + ": mailbox " + mailbox.id().value()
                    + " cannot be repaired, for its own row is damaged: restore it from a backup");
        }
    }

    private static String shortened(UidSet uids) {
        var text = uids.toString();
        return text.length() <= 1000 ? text : text.substring(0, 1000) + "...";
    }

    /** Wraps of working keys need nothing that is lost: they are made from what is in memory. */
    private static void recovery(Store store, List<String> repaired) {
        var findings = store.verification().only(store.recovery(), AccountId.SERVER);
        if (!findings.isGood()) {
            store.recovery().renew();
            repaired.add("server: working keys were wrapped anew to the recovery authority");
        }
    }
}
