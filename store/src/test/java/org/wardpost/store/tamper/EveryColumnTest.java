package org.wardpost.store.tamper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.Progress;
import org.wardpost.store.StoreOpenException;
import org.wardpost.store.TestStore;
import org.wardpost.store.Verification.Finding;
import org.wardpost.store.tamper.Damages.Damage;
import org.wardpost.store.tamper.StoppedStore.Row;
import org.wardpost.store.tamper.StoppedStore.Table;

/**
 * One bit of every column of every table, a row of every table taken away, put back to an earlier state, exchanged with another
 * user's, while the server is stopped. The tables are asked of the database, so that none can be forgotten.
 *
 * <p>{@code -Dfaults.seed=N} for other bits; {@code -Dfaults.all=true} for each row that is the server's own too, of which a
 * sixth is taken otherwise.
 */
class EveryColumnTest {
    private static final int USERS = 8;
    private static final long SEED = Long.getLong("faults.seed", 3440755);

    /** What verify does not name, and why. */
    private static final Map<String, String> UNNAMED = Map.of(
            ".* of message_aside.*",
            "such rows were found damaged once and are kept as they lay, until somebody looks at them",
            "a bit of queue_mail.(attempts|lease_until|lease_node)",
            "says who works at a mail now; at worst it is tried once more, or later",
            "a bit of (delivery|thread_link|slot_use|queue_mail|outbox|lease|audit_checkpoint).account",
            "the row is gone, as below",
            "(a row taken away|a removed row put back|an older row) of"
                    + " (delivery|thread_link|slot_use|queue_mail|outbox|lease|audit_checkpoint)",
            "counted by no digest: docs/threat-model.md says what comes of it",
            "(a bit|an older row) of lease.*",
            "a lease that does not fit is reported and taken anew before anybody verifies",
            "a bit of installation.(format|created)",
            "told to people only",
            "a row taken away of digest_run",
            "of a run in which nothing is left");

    private static final Set<String> OF_ONE_COLLECTION = Set.of(
            "collection",
            "digest_run",
            "item",
            "item_tombstone",
            "message",
            "object",
            "object_body",
            "object_references",
            "swept_run",
            "tombstone");

    private final Random random = new Random(SEED);
    private final List<String> wrong = new ArrayList<>();
    private final Map<String, UUID> users = new LinkedHashMap<>();
    private UUID group;
    private TestStore test;
    private StoppedStore stopped;
    private Damages damages;
    private Map<String, String> whole;
    private Map<String, String> earlier;

    @BeforeEach
    void fill() {
        System.out.println("faults.seed=" + SEED);
        test = TestStore.still(false);
        var filled = new FilledStore(test);
        filled.fill(USERS);
        for (int i = 0; i < USERS; i++) {
            users.put("user" + i, filled.account(i).value());
        }
        group = filled.group().value();
        test.closeStore();
        var before = new StoppedStore(test.settings().dataFolder());
        var rows = new HashMap<String, Map<UUID, List<Row>>>();
        before.tables().values().forEach(table -> rows.put(table.name(), byAccount(before, table)));
        before.forget();
        test.openStore();
        earlier = Contents.of(test.store(), USERS);
        filled.goOn();
        test.reopen();
        whole = Contents.of(test.store(), USERS);
        assertThat(test.store().verification().run(Progress.NONE).findings()).isEmpty();
        assertThat(whole.values()).noneMatch(value -> value.startsWith(Contents.ERROR));
        test.closeStore();
        stopped = new StoppedStore(test.settings().dataFolder());
        damages = new Damages(stopped, random, rows);
    }

    private Map<UUID, List<Row>> byAccount(StoppedStore at, Table table) {
        var rows = new HashMap<UUID, List<Row>>();
        List.of(StoppedStore.SERVER, group).forEach(account -> rows.put(account, at.rows(table, account)));
        users.values().forEach(user -> rows.put(user, at.rows(table, user)));
        return rows;
    }

    @AfterEach
    void remove() {
        stopped.putBack();
        stopped.forget();
        test.openStore();
        test.close();
    }

    @Test
    void whateverIsChangedIsNamedAndNothingElseIsAnswered() {
        assertThat(stopped.tables().values().stream().filter(stopped::isEmpty).map(Table::name))
                .as("tables without a row: FilledStore must fill them")
                .isEmpty();
        var ofUsers = new ArrayDeque<Damage>();
        var ofServer = new ArrayList<Damage>();
        for (var table : stopped.tables().values()) {
            var rows = byAccount(stopped, table);
            boolean users =
                    table.isOfAccounts() && !rows.get(this.users.get("user1")).isEmpty();
            if (users) {
                ofUsers.addAll(damages.of(table));
            }
            if (!rows.get(StoppedStore.SERVER).isEmpty()
                    || !users && !rows.get(group).isEmpty()) {
                ofServer.addAll(damages.of(table));
            }
        }
        while (!ofUsers.isEmpty()) {
            look(inflict(ofUsers));
        }
        exchange();
        for (var damage : ofServer) {
            if (Boolean.getBoolean("faults.all") || random.nextInt(6) == 0) {
                boolean ofGroup = damage.table().name().startsWith("account_");
                if (damages.inflict(damage, ofGroup ? group : StoppedStore.SERVER)) {
                    look(Map.of("server", damage));
                }
            }
        }
        assertThat(wrong).as("faults.seed=" + SEED).isEmpty();
    }

    /** One to each user. */
    private Map<String, Damage> inflict(Deque<Damage> left) {
        var done = new LinkedHashMap<String, Damage>();
        for (var user : users.keySet()) {
            while (!left.isEmpty()) {
                var damage = left.poll();
                if (damages.inflict(damage, users.get(user))) {
                    done.put(user, damage);
                    break;
                }
            }
        }
        return done;
    }

    private void exchange() {
        var pairs = new ArrayDeque<>(List.of(0, 2, 4, 6));
        var done = new LinkedHashMap<String, Damage>();
        for (var table : stopped.tables().values()) {
            if (!table.isOfAccounts()) {
                continue;
            }
            int one = pairs.peek();
            var what = new Damage("a row exchanged", table, "");
            if (damages.exchange(table, users.get("user" + one), users.get("user" + (one + 1)))) {
                pairs.poll();
                done.put("user" + one, what);
                done.put("user" + (one + 1), what);
            }
            if (pairs.isEmpty()) {
                look(done);
                done.clear();
                pairs.addAll(List.of(0, 2, 4, 6));
            }
        }
        if (!done.isEmpty()) {
            look(done);
        }
    }

    private void look(Map<String, Damage> done) {
        try {
            test.openStore();
        } catch (StoreOpenException refused) {
            if (done.size() > 1 || !done.containsKey("server")) {
                wrong.add(done + ": nobody is served: " + refused);
            }
            stopped.putBack();
            return;
        }
        try {
            var found = test.store().verification().run(Progress.NONE).findings();
            var now = Contents.of(test.store(), USERS);
            done.forEach((who, damage) -> compare(who, damage, found, now));
            var others = users.keySet().stream()
                    .filter(who -> !done.containsKey(who))
                    .filter(who -> isAnother(who, now))
                    .toList();
            if (others.size()
                    > done.values().stream()
                            .mapToInt(EveryColumnTest::named)
                            .max()
                            .orElse(0)) {
                wrong.add(done + ": also something of " + others);
            }
        } finally {
            test.closeStore();
            stopped.putBack();
        }
    }

    private void compare(String who, Damage damage, List<Finding> found, Map<String, String> now) {
        boolean named = found.stream().anyMatch(finding -> names(finding, who, damage));
        var lost = new TreeSet<String>();
        whole.forEach((path, value) -> {
            var is = now.get(path);
            if (!path.startsWith(users.containsKey(who) ? "/" + who + "/" : "/")) {
                return;
            }
            if (is == null || is.startsWith(Contents.ERROR)) {
                lost.add(path);
            } else if (!is.equals(value) && !(damage.isOfEarlier() && is.equals(earlier.get(path)))) {
                wrong.add(damage + ": other content at " + path + ": " + value + " became " + is);
            }
        });
        now.forEach((path, value) -> {
            if (path.startsWith("/" + who + "/")
                    && !whole.containsKey(path)
                    && !value.startsWith(Contents.ERROR)
                    && !(damage.isOfEarlier() && value.equals(earlier.get(path)))) {
                wrong.add(damage + ": something that was not there: " + path + " " + value);
            }
        });
        if (users.containsKey(who)) {
            narrow(damage, lost);
        }
        if (!named && UNNAMED.keySet().stream().noneMatch(damage.toString()::matches)) {
            wrong.add(damage + " is not named by verify");
        }
    }

    private boolean names(Finding finding, String who, Damage damage) {
        var account = finding.account().value();
        if (!users.containsKey(who)) {
            return true;
        }
        return account.equals(users.get(who))
                || damage.column().equals("account") && !users.containsValue(account)
                || damage.table().name().startsWith("object") && finding.kind().equals("object");
    }

    /** An error is that item's, not its neighbours'. */
    private void narrow(Damage damage, TreeSet<String> lost) {
        var table = damage.table().name();
        if (OF_ONE_COLLECTION.contains(table)) {
            var collections =
                    lost.stream().map(path -> path.split("/")[3]).distinct().count();
            if (collections > (table.startsWith("object") ? 3 : 1)) { // copies of one object lie in several
                wrong.add(damage + ": more than one collection is lost: " + lost);
            }
        }
        if (table.equals("message") || table.equals("object_body")) {
            lost.removeIf(path -> path.matches(".*/(uid|view)/\\d+(/.*)?"));
            if (!lost.isEmpty()) {
                wrong.add(damage + ": more than messages is lost: " + lost);
            }
        }
    }

    /** Accounts that a row of the server names, and no more of them may miss it. */
    private static int named(Damage damage) {
        return switch (damage.table().name()) {
            case "address", "alias" -> 1;
            case "delegation" -> 2;
            default -> 0;
        };
    }

    private boolean isAnother(String who, Map<String, String> now) {
        return whole.entrySet().stream()
                .anyMatch(entry -> entry.getKey().startsWith("/" + who + "/")
                        && !entry.getValue().equals(now.get(entry.getKey())));
    }
}
