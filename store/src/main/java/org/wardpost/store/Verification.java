package org.wardpost.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardpost.store.sql.Row;
import org.wardpost.store.sql.Sql;
import org.wardpost.vault.TamperedException;
import org.wardpost.vault.UnknownKeyException;

/**
 * Reads and authenticates everything, account by account, while the server serves. What it finds is collected, not thrown: a bad
 * row hides nothing that is good.
 */
public final class Verification {
    private static final Sql ACCOUNTS = new Sql("select account from account order by account");

    private final Transactions transactions;
    private final List<Step> steps = new CopyOnWriteArrayList<>();

    Verification(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Verifies one kind of rows. */
    public interface Step {
        /** Rows of one account; account 0's too. */
        void account(AccountId account, Findings findings);
    }

    /**
     * Something that is not as it was written.
     *
     * @param kind of row
     * @param object the row's id, or of what it belongs to
     */
    public record Finding(AccountId account, String kind, UUID object, String why) {}

    /**
     * What was read.
     *
     * @param counts rows by kind
     * @param locked what could not be opened because its account is sealed
     */
    public record Report(Map<String, Long> counts, List<Finding> findings, long locked) {
        public boolean isGood() {
            return findings.isEmpty();
        }
    }

    /** Gathers what steps see. */
    public static final class Findings {
        private final Map<String, Long> counts = new TreeMap<>();
        private final List<Finding> found = new ArrayList<>();
        private long locked;

        public void counted(String kind, long rows) {
            counts.merge(kind, rows, Long::sum);
        }

        public void bad(AccountId account, String kind, UUID object, String why) {
            found.add(new Finding(account, kind, object, why));
        }

        /**
         * Runs a check; what it throws about its rows becomes a finding.
         *
         * @param object named if the exception names nothing closer
         */
        public void check(AccountId account, String kind, UUID object, Runnable check) {
            try {
                check.run();
            } catch (TamperedException bad) {
                bad(account, kind, bad.object().orElse(object), String.valueOf(bad.getMessage()));
            } catch (UnknownKeyException bad) {
                bad(account, kind, object, String.valueOf(bad.getMessage()));
            } catch (RefusedException refused) {
                if (refused.refusal() instanceof Refusal.Locked) {
                    locked++;
                } else {
                    bad(account, kind, object, "A row that others need is missing");
                }
            } catch (StoreFault fault) {
                bad(account, kind, object, String.valueOf(fault.getMessage()));
            }
        }

        Report report() {
            return new Report(Collections.unmodifiableMap(new TreeMap<>(counts)), List.copyOf(found), locked);
        }
    }

    /** Whoever keeps rows says so once, at start. */
    public void register(Step step) {
        steps.add(step);
    }

    /** One kind of rows of one account. */
    public Report only(Step step, AccountId account) {
        var findings = new Findings();
        step.account(account, findings);
        return findings.report();
    }

    /** @param progress counts accounts */
    public Report run(Progress progress) {
        var accounts = transactions.read(tx -> tx.list(ACCOUNTS, b -> {}, Verification::account));
        var findings = new Findings();
        for (int i = 0; i < accounts.size(); i++) {
            progress.at(i, accounts.size());
            for (var step : steps) {
                step.account(accounts.get(i), findings);
            }
        }
        progress.at(accounts.size(), accounts.size());
        return findings.report();
    }

    private static AccountId account(Row row) throws SQLException {
        return new AccountId(row.id());
    }
}
