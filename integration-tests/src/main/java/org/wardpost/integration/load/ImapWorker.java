package org.wardpost.integration.load;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.MailboxState.Entry;
import org.wardpost.integration.wire.ImapWire;

/**
 * One IMAP client of one account that appends, flags, moves, copies and expunges at random until the server dies, and keeps a
 * log: the state that was acknowledged, and what the one command in flight would make of it.
 */
public final class ImapWorker implements Runnable {
    private static final List<String> BOXES = List.of("Left", "Right");
    private static final Pattern APPENDUID = Pattern.compile("\\[APPENDUID \\d+ (\\d+)\\]");
    private static final Pattern COPYUID = Pattern.compile("\\[COPYUID \\d+ (\\S+) (\\S+)\\]");
    private static final Pattern MODSEQ = Pattern.compile("MODSEQ \\(?(\\d+)");

    private final RunningServer server;
    private final RunningServer.MailAccount account;
    private final Random random;
    private final Runnable pause;
    private final int most;
    private final String name;
    private final Map<String, Long> highestUid = new TreeMap<>();
    private final Map<String, Long> highestModseq = new TreeMap<>();
    private MailboxState acknowledged = MailboxState.empty(BOXES);
    private MailboxState ifDone = acknowledged;
    private int count;
    private final AtomicLong operations = new AtomicLong();
    private String doing = "";

    /**
     * @param pause called between two changes; it may wait
     * @param most from this many messages in a mailbox on it is mostly emptied
     */
    public ImapWorker(
            RunningServer server, RunningServer.MailAccount account, String name, long seed, Runnable pause, int most) {
        this.server = server;
        this.account = account;
        this.name = name;
        this.pause = pause;
        this.most = most;
        random = new Random(seed);
    }

    /** Makes the two mailboxes; once, before the first kill. */
    public void prepare() {
        try (var imap = login()) {
            for (var box : BOXES) imap.command("CREATE " + box).ok();
        }
    }

    @Override
    public void run() {
        try (var imap = login()) {
            while (true) {
                step(imap);
                pause.run();
            }
        } catch (UncheckedIOException killed) {
            // the end of every round
        }
    }

    private void step(ImapWire imap) {
        var box = BOXES.get(random.nextInt(2));
        var other = BOXES.get(1 - BOXES.indexOf(box));
        heard(box, imap.command("SELECT " + box + " (CONDSTORE)").ok());
        ifDone = acknowledged.copy();
        var uids = acknowledged.uids(box);
        int choice = uids.isEmpty() ? 0 : uids.size() > most ? 2 + random.nextInt(7) : random.nextInt(6);
        long uid = uids.isEmpty() ? 0 : uids.get(random.nextInt(uids.size()));
        doing = box + " " + choice + " " + uid;
        switch (choice) {
            case 0, 1 -> append(imap, box);
            case 2 -> flag(imap, box, uid);
            case 3 -> transfer(imap, "UID MOVE ", box, uid, other, true);
            case 4 -> transfer(imap, "UID COPY ", box, uid, other, false);
            default -> expunge(imap, box, uid); // 5 to 8
        }
        acknowledged = ifDone;
        operations.incrementAndGet();
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
        heard(
                box,
                imap.command("UID STORE " + uid + " +FLAGS.SILENT (\\Flagged)").ok());
    }

    private void transfer(ImapWire imap, String command, String box, long uid, String other, boolean gone) {
        var entry = Objects.requireNonNull(ifDone.box(box).get(uid));
        if (gone) ifDone.box(box).remove(uid);
        ifDone.box(other).put(-1L, entry);
        var answer = imap.command(command + uid + " " + other).ok();
        var copied = COPYUID.matcher(answer.tagged() + String.join("\n", answer.lines()));
        if (!copied.find()) throw new AssertionError(answer.tagged());
        known(other, Long.parseLong(copied.group(2)), entry);
    }

    private void expunge(ImapWire imap, String box, long uid) {
        ifDone.box(box).remove(uid);
        heard(
                box,
                imap.command("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)").ok());
        heard(box, imap.command("UID EXPUNGE " + uid).ok());
    }

    /** Keeps the highest modseq that any answer named for a mailbox: none may ever be lower again. */
    private void heard(String box, ImapWire.Answer answer) {
        var named = MODSEQ.matcher(answer.tagged() + "\n" + String.join("\n", answer.lines()));
        while (named.find()) highestModseq.merge(box, Long.parseLong(named.group(1)), Math::max);
    }

    private void known(String box, long uid, Entry entry) {
        if (uid <= highestUid.getOrDefault(box, 0L)) throw new AssertionError("UID " + uid + " again in " + box);
        highestUid.put(box, uid);
        ifDone.box(box).remove(-1L);
        ifDone.box(box).put(uid, entry);
    }

    /** After a restart: everything acknowledged is there once, and the command in flight happened wholly or not at all. */
    public void check() {
        try (var imap = login()) {
            var found = MailboxState.read(imap, BOXES, TestMail::isExact);
            var counted = found.counted();
            if (!counted.equals(acknowledged.counted()) && !counted.equals(ifDone.counted())) {
                throw new AssertionError("%s, while %s\nfound        %s\nacknowledged %s\nor           %s"
                        .formatted(name, doing, counted, acknowledged.counted(), ifDone.counted()));
            }
            for (var box : BOXES) {
                var highest = MODSEQ.matcher(String.join(
                        "\n",
                        imap.command("EXAMINE " + box + " (CONDSTORE)").ok().lines()));
                if (!highest.find()) throw new AssertionError("no HIGHESTMODSEQ");
                if (Long.parseLong(highest.group(1)) < highestModseq.getOrDefault(box, 0L))
                    throw new AssertionError("MODSEQ went back in " + box + ": " + highest.group(1) + " after "
                            + highestModseq.get(box));
                for (long uid : found.box(box).keySet()) highestUid.merge(box, uid, Math::max);
            }
            acknowledged = found;
            ifDone = found;
        }
    }

    public long operations() {
        return operations.get();
    }

    private ImapWire login() {
        return ImapWire.login(server.port("imaps"), account.address(), account.password());
    }
}
