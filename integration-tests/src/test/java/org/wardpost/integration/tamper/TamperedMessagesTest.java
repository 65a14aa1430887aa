package org.wardpost.integration.tamper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.TestMail;
import org.wardpost.integration.wire.ImapWire;

/**
 * One bit changed in every column of every row that a message consists of, rows taken away, and rows and bodies of two users
 * exchanged: each is an error of that message, never other content, and the rest is served. Dovecot with mail_crypt opens 10 of 30
 * messages with a changed bit as "OK".
 */
class TamperedMessagesTest {
    private static final List<String> MESSAGE = List.of(
            "modseq",
            "epoch",
            "object_number",
            "object_id",
            "wrapped",
            "flags",
            "internal_date",
            "save_date",
            "padded_size",
            "thread",
            "record",
            "mac");
    private static final List<String> OBJECT = List.of("id", "stored_size", "summary");
    private static final List<String> ROW = List.of("wrapped", "record", "mac", "object_id", "object_number", "thread");
    private static final int EACH = 2;
    private static final int UNTOUCHED = 8;
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime() & 0xffffff);
    private static final Pattern AUDITED = Pattern.compile("(\\d+) audit");

    private final Random random = new Random(SEED);
    /** What was done to which UID of the first user's mailbox. */
    private final Map<Long, String> changed = new LinkedHashMap<>();

    private long next = 1;

    @Test
    void aChangedMessageIsAnErrorAndTheOthersAreServed(@TempDir Path root) {
        System.out.println("faults.seed=" + SEED);
        try (var server = RunningServer.quickstart(root, "--demo-users", "2", "--demo-password", "tampered-secret")) {
            int count = EACH * (MESSAGE.size() + OBJECT.size() + 4) + UNTOUCHED;
            var sent = filled(server, 0, "ann", count);
            filled(server, 1, "bob", 2 * EACH);
            server.terminate();
            long audited = audited(server.command("verify").succeeded().output());
            try (var database = new StoppedDatabase(server.folders())) {
                change(database);
            }

            server.start();
            readOneByOne(server, sent);
            readAtOnce(server, sent);
            server.terminate();

            var verified = server.command("verify");
            assertThat(verified.exitCode()).isEqualTo(3);
            assertThat(changed.keySet())
                    .allSatisfy(uid -> assertThat(verified.output())
                            .as(changed.get(uid))
                            .contains("UID " + uid + " of collection"));
            assertThat(audited(verified.output()))
                    .as("each was audited")
                    .isGreaterThanOrEqualTo(audited + EACH * ROW.size());

            server.start();
            changeAtOnce(server);
        }
    }

    private static Map<Long, byte[]> filled(RunningServer server, int user, String name, int count) {
        var sent = new LinkedHashMap<Long, byte[]>();
        try (var imap = login(server, user)) {
            imap.command("CREATE T").ok();
            for (long uid = 1; uid <= count; uid++) {
                sent.put(uid, TestMail.of(name + "-" + uid));
                imap.append("T", "(kw-" + name + ")", sent.get(uid)).ok();
            }
        }
        return sent;
    }

    private void change(StoppedDatabase database) {
        var boxes = database.rows(
                "select collection, count(*) n from message group by collection having count(*) in (?, ?)"
                        + " order by n desc",
                EACH * (MESSAGE.size() + OBJECT.size() + 4) + UNTOUCHED,
                2 * EACH);
        var ann = boxes.get(0).get("collection");
        var bob = boxes.get(1).get("collection");
        for (int turn = 0; turn < EACH; turn++) {
            for (var column : MESSAGE) flip(database, "message", "message." + column, ann);
            for (var column : OBJECT) flip(database, "object", "object." + column, ann);
            flip(database, "object_body", "object_body.body", ann);
            database.change("delete from message where collection = ? and uid = ?", ann, next);
            changed.put(next++, "row taken away");
            exchangeRows(database, ann, bob, 2L * turn + 1);
            exchangeBodies(database, ann, bob, 2L * turn + 2);
        }
    }

    private void flip(StoppedDatabase database, String table, String what, Object box) {
        var column = what.substring(what.indexOf('.') + 1);
        boolean message = table.equals("message");
        Object number = numberOf(database, box, next);
        var where = message ? " where collection = ? and uid = ?" : " where number = ?";
        var key = message ? new Object[] {box, next} : new Object[] {number};
        var old = database.rows("select " + column + " from " + table + where, key)
                .getFirst()
                .get(column);
        var values = new ArrayList<Object>(List.of(StoppedDatabase.flipped(old, random)));
        values.addAll(List.of(key));
        assertThat(database.change("update " + table + " set " + column + " = ?" + where, values.toArray()))
                .isEqualTo(1);
        changed.put(next++, what);
    }

    private void exchangeRows(StoppedDatabase database, Object ann, Object bob, long bobs) {
        var one = "select " + String.join(", ", ROW) + " from message where collection = ? and uid = ?";
        var hers = database.rows(one, ann, next).getFirst();
        var his = database.rows(one, bob, bobs).getFirst();
        for (var column : ROW) {
            var update = "update message set " + column + " = ? where collection = ? and uid = ?";
            database.change(update, his.get(column), ann, next);
            database.change(update, hers.get(column), bob, bobs);
        }
        changed.put(next++, "row exchanged with another user's");
    }

    private void exchangeBodies(StoppedDatabase database, Object ann, Object bob, long bobs) {
        var hers = numberOf(database, ann, next);
        var his = numberOf(database, bob, bobs);
        var update = "update object_body set number = ? where number = ?";
        database.change(update, -1L, hers);
        database.change(update, hers, his);
        database.change(update, his, -1L);
        changed.put(next++, "body exchanged with another user's");
    }

    private static Object numberOf(StoppedDatabase database, Object box, long uid) {
        return database.rows("select object_number from message where collection = ? and uid = ?", box, uid)
                .getFirst()
                .get("object_number");
    }

    private void readOneByOne(RunningServer server, Map<Long, byte[]> sent) {
        try (var imap = login(server, 0)) {
            imap.command("SELECT T").ok();
            sent.forEach((uid, message) -> {
                var answer = imap.command("UID FETCH " + uid + " BODY.PEEK[]");
                var bodies = bodies(answer);
                switch (changed.getOrDefault(uid, "")) {
                    case "", "object.summary" -> { // the body is whole without its summary
                        assertThat(answer.tagged()).startsWith("OK");
                        assertThat(bodies)
                                .usingElementComparator(Arrays::compare)
                                .containsExactly(message);
                    }
                    case "row taken away" -> assertThat(bodies).isEmpty();
                    default -> {
                        assertThat(bodies).as(changed.get(uid)).isEmpty();
                        assertThat(answer.tagged()).as(changed.get(uid)).startsWith("NO [CORRUPTION]"); // RFC 5530 §3
                    }
                }
            });
        }
        try (var imap = login(server, 1)) {
            imap.command("SELECT T").ok();
            for (int uid = 1; uid <= 2 * EACH; uid++)
                assertThat(imap.command("UID FETCH " + uid + " BODY.PEEK[]").tagged())
                        .startsWith("NO [CORRUPTION]");
        }
    }

    private void readAtOnce(RunningServer server, Map<Long, byte[]> sent) {
        var whole = new ArrayList<byte[]>();
        sent.forEach((uid, message) -> {
            if (changed.getOrDefault(uid, "object.summary").equals("object.summary")) whole.add(message);
        });
        try (var imap = login(server, 0)) {
            imap.command("SELECT T").ok();
            assertThat(bodies(imap.command("UID FETCH 1:* BODY.PEEK[]")))
                    .as("the rest of the mailbox")
                    .usingElementComparator(Arrays::compare)
                    .containsExactlyElementsOf(whole);
            imap.append("T", "", sent.get(1L)).ok();
        }
    }

    /** Ranges over damaged rows: the others are done, and the client is told which were left alone. */
    private void changeAtOnce(RunningServer server) {
        var rows = changed.keySet().stream()
                .filter(uid -> changed.get(uid).startsWith("message."))
                .toList();
        try (var imap = login(server, 0)) {
            imap.command("SELECT T").ok();
            imap.command("CREATE other").ok();
            var stored = imap.command("UID STORE 1:* +FLAGS.SILENT (kept)");
            assertThat(stored.tagged()).startsWith("NO [CORRUPTION]");
            assertThat(named(stored.tagged())).containsAll(rows);
            var copied = imap.command("UID COPY 1:* other");
            assertThat(copied.tagged()).startsWith("OK [COPYUID ");
            assertThat(copied.lines()).anySatisfy(line -> assertThat(line).startsWith("* NO [CORRUPTION] COPY"));
            var expunged = imap.command("EXPUNGE"); // nothing is deleted, and of some it cannot be told
            assertThat(expunged.tagged()).startsWith("NO [CORRUPTION]");
            assertThat(named(expunged.tagged())).isEqualTo(named(stored.tagged()));
            assertThat(expunged.lines()).noneMatch(line -> line.endsWith("EXPUNGE"));
            var left = imap.command("UID MOVE 1:* other");
            assertThat(left.lines()).anySatisfy(line -> assertThat(line).startsWith("* OK [COPYUID "));
            assertThat(left.tagged()).startsWith("NO [CORRUPTION]");
            assertThat(named(left.tagged())).isEqualTo(named(stored.tagged()));
            var kept = imap.command("STATUS other (MESSAGES)").lines().getFirst();
            imap.command("SELECT other").ok();
            int searched =
                    imap.command("SEARCH KEYWORD kept").ok().lines().getFirst().split(" ").length - 2;
            assertThat(kept).as("all that was stored was copied and moved").endsWith("(MESSAGES " + searched + ")");
        }
    }

    /** The UIDs of a set in an answer. */
    private static List<Long> named(String answer) {
        var set = Pattern.compile("UID ([0-9:,]+)").matcher(answer);
        assertThat(set.find()).as(answer).isTrue();
        var uids = new ArrayList<Long>();
        for (var range : set.group(1).split(",")) {
            var ends = range.split(":");
            for (long uid = Long.parseLong(ends[0]); uid <= Long.parseLong(ends[ends.length - 1]); uid++) uids.add(uid);
        }
        return uids;
    }

    private static List<byte[]> bodies(ImapWire.Answer answer) {
        return answer.untagged().stream()
                .flatMap(response -> response.literals().stream())
                .toList();
    }

    private static long audited(String verified) {
        var events = AUDITED.matcher(verified);
        assertThat(events.find()).isTrue();
        return Long.parseLong(events.group(1));
    }

    private static ImapWire login(RunningServer server, int user) {
        var account = server.account(user);
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }
}
