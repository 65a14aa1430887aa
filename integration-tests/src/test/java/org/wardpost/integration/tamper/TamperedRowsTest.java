package org.wardpost.integration.tamper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.TestMail;
import org.wardpost.integration.wire.ImapWire;
import org.wardpost.integration.wire.SmtpWire;

/**
 * Rows around messages, changed while the server is stopped: of an account, its ways in, its names, its mailboxes and what is said of
 * them. Each user has another row changed; what is theirs is an error, and nobody else notices. What the store makes of each
 * column of each table is looked at in the store's EveryColumnTest.
 */
@EnabledIfSystemProperty(
        named = "tamper.rows",
        matches = "true",
        disabledReason = "half a minute and more: -Dtamper.rows=true")
class TamperedRowsTest {
    /** What is changed of whom: a column, and which row of theirs. */
    private static final List<String> CHANGED = List.of(
            "account.record",
            "slot.record",
            "address.mac",
            "collection.record",
            "collection_head.modseq",
            "collection_head.uid_next",
            "collection_head.sum_value",
            "collection_grant.wrapped",
            "property.record",
            "digest_run.sum_value",
            "tombstone.modseq",
            "quota_usage.bytes");

    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);

    private final Random random = new Random(SEED);
    private final Map<String, Integer> users = new LinkedHashMap<>();
    /** Of the first start: the second one leaves out who is damaged. */
    private List<RunningServer.MailAccount> accounts = List.of();

    @Test
    void whatIsChangedIsAnErrorOfItsOwnerAlone(@TempDir Path root) {
        System.out.println("faults.seed=" + SEED);
        CHANGED.forEach(what -> users.put(what, users.size()));
        int whole = CHANGED.size();
        try (var server = RunningServer.quickstart(
                root, "--demo-users", Integer.toString(whole + 1), "--demo-password", "tampered-secret")) {
            accounts = server.accounts();
            for (int user = 0; user <= whole; user++) fill(server, user);
            server.terminate();
            try (var database = new StoppedDatabase(server.folders())) {
                CHANGED.forEach(what -> change(database, what));
            }

            server.start();
            served(server, whole);
            CHANGED.forEach(what -> look(server, what, users.get(what)));
            deliver(server);
            served(server, whole);
            server.terminate();

            var verified = server.command("verify");
            assertThat(verified.exitCode())
                    .as(verified.errors() + verified.output())
                    .isEqualTo(3);
            assertThat(verified.errors() + verified.output()).doesNotContain("\tat ");
            var repaired = server.command("verify", "--repair");
            assertThat(repaired.output()).contains("sums and counters were made anew", "quota counters were made anew");
            server.start();
            served(server, whole);
            for (var mended : List.of("digest_run.sum_value", "tombstone.modseq", "quota_usage.bytes"))
                served(server, users.get(mended));
        }
    }

    /** A box {@code T} with two messages and a removed one, of which a note is kept. */
    private void fill(RunningServer server, int user) {
        try (var imap = login(server, user)) {
            imap.command("CREATE T").ok();
            for (int i = 0; i < 3; i++)
                imap.append("T", "", TestMail.of("t-" + user + "-" + i)).ok();
            imap.command("SELECT T").ok();
            imap.command("STORE 3 +FLAGS.SILENT (\\Deleted)").ok();
            imap.command("EXPUNGE").ok();
            imap.command("SETMETADATA T (/private/comment \"of " + user + "\")").ok();
        }
    }

    private void change(StoppedDatabase database, String what) {
        var table = what.substring(0, what.indexOf('.'));
        var column = what.substring(what.indexOf('.') + 1);
        var account = accountOf(database, users.get(what));
        var t = database.rows("select collection from tombstone where account = ?", account)
                .getFirst()
                .get("collection");
        var where = switch (table) {
            case "account", "quota_usage" -> " where account = ?";
            case "address" -> " where holder = ?";
            // a slot is a password's, never the server's own
            case "slot" -> " where account = ? and kind <> 1";
            case "property" -> " where account = ? and scope = ?";
            default -> " where account = ? and collection = ?";
        };
        var key = where.indexOf('?') == where.lastIndexOf('?') ? new Object[] {account} : new Object[] {account, t};
        var old = database.rows("select " + column + " from " + table + where, key)
                .getFirst()
                .get(column);
        var values = new Object[key.length + 1];
        values[0] = StoppedDatabase.flipped(old, random);
        System.arraycopy(key, 0, values, 1, key.length);
        assertThat(database.change("update " + table + " set " + column + " = ?" + where, values))
                .as(what)
                .isPositive();
    }

    /** Their accounts in the order that their first message came in. */
    private static Object accountOf(StoppedDatabase database, int user) {
        return database.rows("select account, min(made) m from tombstone group by account order by m")
                .get(user)
                .get("account");
    }

    private void served(RunningServer server, int user) {
        try (var imap = login(server, user)) {
            imap.command("SELECT T").ok();
            assertThat(bodies(imap)).containsExactly(text(user, 0), text(user, 1));
            assertThat(String.join(
                            "",
                            imap.command("GETMETADATA T /private/comment").ok().lines()))
                    .contains("of " + user);
        }
    }

    private static List<String> bodies(ImapWire imap) {
        return imap.command("FETCH 1:* BODY.PEEK[]").ok().untagged().stream()
                .flatMap(response -> response.literals().stream())
                .map(octets -> new String(octets, StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static String text(int user, int number) {
        return new String(TestMail.of("t-" + user + "-" + number), StandardCharsets.ISO_8859_1);
    }

    private void look(RunningServer server, String what, int user) {
        var account = accounts.get(user);
        if (List.of("account.record", "slot.record", "address.mac").contains(what)) {
            try (var imap = ImapWire.tls(server.port("imaps"))) {
                assertThat(imap.command("LOGIN \"" + account.address() + "\" \"" + account.password() + "\"")
                                .tagged())
                        .as(what)
                        .startsWith("NO");
            }
            return;
        }
        try (var imap = login(server, user)) {
            assertThat(imap.command("SELECT INBOX").tagged()).as(what).startsWith("OK");
            var selected = imap.command("SELECT T").tagged();
            switch (what) {
                case "collection.record",
                        "collection_head.modseq",
                        "collection_head.uid_next",
                        "collection_head.sum_value" ->
                    assertThat(selected).as(what).startsWith("NO [CORRUPTION]"); // RFC 5530 §3
                case "collection_grant.wrapped" -> assertThat(selected).as(what).startsWith("NO");
                default -> {
                    assertThat(selected).as(what).startsWith("OK");
                    assertThat(bodies(imap)).as(what).containsExactly(text(user, 0), text(user, 1));
                    if (what.equals("property.record"))
                        assertThat(imap.command("GETMETADATA T /private/comment")
                                        .lines())
                                .noneMatch(line -> line.contains("of "));
                }
            }
        }
    }

    /** Mail waits at the sender's for those whose account is damaged, and comes to all others. */
    private void deliver(RunningServer server) {
        for (int user = 0; user < CHANGED.size(); user++) {
            try (var lmtp = SmtpWire.lmtp(server.port("lmtp"))) {
                lmtp.hello();
                lmtp.expect("MAIL FROM:<>", "250");
                var recipient = lmtp.command("RCPT TO:<" + accounts.get(user).address() + ">");
                var answer = recipient;
                if (recipient.startsWith("250")) {
                    lmtp.expect("DATA", "354");
                    answer = lmtp.command(new String(TestMail.of("lmtp-" + user), StandardCharsets.ISO_8859_1) + ".");
                }
                switch (CHANGED.get(user)) {
                    case "account.record", "address.mac", "quota_usage.bytes" ->
                        assertThat(answer).as(CHANGED.get(user)).startsWith("4");
                    default -> assertThat(answer).as(CHANGED.get(user)).startsWith("250");
                }
            }
        }
    }

    private ImapWire login(RunningServer server, int user) {
        var account = accounts.get(user);
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }
}
