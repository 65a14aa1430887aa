package org.wardpost.identity.operation;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardpost.identity.Role;
import org.wardpost.store.AccountId;
import org.wardpost.store.Verification;
import org.wardpost.store.account.Account;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.audit.ChainVerifier;

/** {@code verify}: reads and authenticates every row, object and audit event. Changes nothing. */
public final class VerifyStore implements Operation<Nothing, VerifyStore.Output> {
    /**
     * @param counts what was read, by kind
     * @param problems one sentence each, without content
     * @param locked what could not be opened because nobody is signed in
     */
    public record Output(Map<String, Long> counts, List<String> problems, long locked) {}

    @Override
    public String name() {
        return "store.verify";
    }

    @Override
    public Role role() {
        return Role.AUDITOR;
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
        var report = store.verification().run((done, of) -> context.progress().at("accounts", done, of));
        var problems = new java.util.ArrayList<String>();
        report.findings().forEach(finding -> problems.add(sentence(finding, context)));
        for (UUID node : store.audit().nodes()) {
            if (store.audit().verify(node) instanceof ChainVerifier.Result.Broken(var number, var why)) {
                problems.add("audit chain " + node + ", event " + number + ": " + why);
            }
        }
        return new Output(report.counts(), List.copyOf(problems), report.locked());
    }

    private static String sentence(Verification.Finding finding, OperationContext context) {
        return owner(finding.account(), context) + ": " + finding.kind() + " " + finding.object() + ": "
                + finding.why();
    }

    /** Its id if its own row is damaged, which is one of the findings. */
    private static String owner(AccountId id, OperationContext context) {
        if (id.equals(AccountId.SERVER)) {
            return "server";
        }
        try {
            return context.store()
                    .accounts()
                    .find(id)
                    .map(Account::address)
                    .orElse(id.value().toString());
        } catch (TamperedException damaged) {
            return id.value().toString();
        }
    }
}
