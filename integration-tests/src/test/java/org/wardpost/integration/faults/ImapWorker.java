package org.wardpost.integration.faults;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.faults.MailboxState.Entry;
import org.wardpost.integration.wire.ImapWire;

/**
 * One IMAP client of one account that appends, flags, moves, copies and expunges at random until the server dies, and keeps a
 * log: the state that was acknowledged, and what the one command in flight would make of it.
 */
final class ImapWorker implements Runnable {
    static final List<String> BOXES = List.of("Left", "Right");
    private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID \\d+ (\\d+)\\]");
    private static final Pattern COPYUID = Pattern.compile("\\[COPYUID \\d+ (\\S+) (\\S+)\\]");
    private static final Pattern HIGHEST = Pattern.compile("HIGHESTMODSEQ (\\d+)");

    private final RunningServer server;
    private final RunningServer.MailAccount account;
    private final Random random;
    private final String name;
    private final Map<String, Long> highestUid = new TreeMap<>();
    private final Map<String, Long> highestModseq = new TreeMap<>();
    private MailboxState acknowledged = MailboxState.empty(BOXES);
    private MailboxState ifDone = acknowledged;
    private int count;
    private long operations;
    private String doing = "";

    ImapWorker(RunningServer server, RunningServer.MailAccount account, String name, long seed) {
        this.server = server;
        this.account = account;
        this.name = name;
        random = new Random(seed);
    }

    /** Makes the two mailboxes; once, before the first kill. */
    void prepare() {
        try (var imap = login()) {
            for (var box : BOXES) imap.command("CREATE " + box).ok();
        }
    }

    @Override
    public void run() {
        try (var imap = login()) {
            while (true) step(imap);
        } catch (UncheckedIOException killed) {
            // the end of every round
        }
    }

    private void step(ImapWire imap) {
        var box = BOXES.get(random.nextInt(2));
        var other = BOXES.get(1 - BOXES.indexOf(box));
        var highest = HIGHEST.matcher(String.join(
                "\n", imap.command("SELECT " + box + " (CONDSTORE)").ok().lines()));
        if (highest.find()) highestModseq.merge(box, Long.parseLong(highest.group(1)), Math::max);
        ifDone = acknowledged.copy();
        var uids = acknowledged.uids(box);
        int choice = uids.isEmpty() ? 0 : random.nextInt(6);
        long uid = uids.isEmpty() ? 0 : uids.get(random.nextInt(uids.size()));
        doing = box + " " + choice + " " + uid;
        switch (choice) {
            case 0, 1 -> append(imap, box);
            case 2 -> flag(imap, box, uid);
            case 3 -> transfer(imap, "UID MOVE ", box, uid, other, true);
            case 4 -> transfer(imap, "UID COPY ", box, uid, other, false);
            default -> expunge(imap, box, uid);
        }
        acknowledged = ifDone;
        operations++;
    }

    private void append(ImapWire imap, String box) {
        var entry = new Entry(name + "-" + count++, false);
        ifDone.box(box).put(-1L, entry);
        var answer = imap.append(box, "", TestMail.of(entry.id())).ok();
        var uid = APPENDUID.matcher(answer.tagged());
        if (!uid.find()) throw new AssertionError(answer.tagged());
        known(box, Long.parseLong(uid.group(1)), entry);
    }

    private void flag(ImapWire imap, String box, long uid) {
        ifDone.box(box).computeIfPresent(uid, (u, entry) -> new Entry(entry.id(), true));
        imap.command("UID STORE " + uid + " +FLAGS.SILENT (\\Flagged)").ok();
    }

    private void transfer(ImapWire imap, String command, String box, long uid, String other, boolean gone) {
        var entry = ifDone.box(box).get(uid);
        if (gone) ifDone.box(box).remove(uid);
        ifDone.box(other).put(-1L, entry);
        var answer = imap.command(command + uid + " " + other).ok();
        var copied = COPYUID.matcher(answer.tagged() + String.join("\n", answer.lines()));
        if (!copied.find()) throw new AssertionError(answer.tagged());
        known(other, Long.parseLong(copied.group(2)), entry);
    }

    private void expunge(ImapWire imap, String box, long uid) {
        ifDone.box(box).remove(uid);
        imap.command("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)").ok();
        imap.command("UID EXPUNGE " + uid).ok();
    }

    private void known(String box, long uid, Entry entry) {
        if (uid <= highestUid.getOrDefault(box, 0L)) throw new AssertionError("UID " + uid + " again in " + box);
        highestUid.put(box, uid);
        ifDone.box(box).remove(-1L);
        ifDone.box(box).put(uid, entry);
    }

    /** After a restart: everything acknowledged is there once, and the command in flight happened wholly or not at all. */
    void check() {
        try (var imap = login()) {
            var found = MailboxState.read(imap, BOXES);
            var counted = found.counted();
            if (!counted.equals(acknowledged.counted()) && !counted.equals(ifDone.counted())) {
                throw new AssertionError("%s, while %s\nfound        %s\nacknowledged %s\nor           %s"
                        .formatted(name, doing, counted, acknowledged.counted(), ifDone.counted()));
            }
            for (var box : BOXES) {
                var highest = HIGHEST.matcher(String.join(
                        "\n",
                        imap.command("SELECT " + box + " (CONDSTORE)").ok().lines()));
                if (!highest.find()) throw new AssertionError("no HIGHESTMODSEQ");
                if (Long.parseLong(highest.group(1)) < highestModseq.getOrDefault(box, 0L))
                    throw new AssertionError("MODSEQ went back");
                for (long uid : found.box(box).keySet()) highestUid.merge(box, uid, Math::max);
            }
            acknowledged = found;
            ifDone = found;
        }
    }

    long operations() {
        return operations;
    }

    private ImapWire login() {
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }
}
