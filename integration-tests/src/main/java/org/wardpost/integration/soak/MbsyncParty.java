package org.wardpost.integration.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.TestMail;

/** {@code mbsync} in both directions between a Maildir and a mailbox, while messages come and go on both sides. */
final class MbsyncParty implements Party {
    private static final String BOX = "Synced";
    private final RunningServer server;
    private final Mailbox far;
    private final Path near;
    private final Path folder;
    private final Random random;
    private final Expected expected = new Expected();
    private int count;
    private int finished;
    private int interrupted;

    MbsyncParty(RunningServer server, RunningServer.MailAccount account, Path folder, long seed) {
        this.server = server;
        this.folder = folder;
        far = new Mailbox(server, account);
        near = folder.resolve("near/" + BOX);
        random = new Random(seed);
    }

    @Override
    public String name() {
        return "mbsync, both ways";
    }

    @Override
    public void prepare() throws IOException {
        for (var sub : List.of("cur", "new", "tmp")) Files.createDirectories(near.resolve(sub));
        far.create(BOX);
        Files.writeString(folder.resolve("mbsyncrc"), """
                IMAPAccount ward
                Host localhost
                Port %d
                User %s
                Pass %s
                SSLType IMAPS
                CertificateFile %s
                Timeout 60

                IMAPStore far
                Account ward

                MaildirStore near
                Path %s/near/
                SubFolders Verbatim

                Channel ward
                Far :far:%s
                Near :near:%s
                Sync All
                Expunge Both
                SyncState *
                """.formatted(
                        server.port("imaps"),
                        far.account().address(),
                        far.account().password(),
                        server.ca(),
                        folder,
                        BOX,
                        BOX));
    }

    @Override
    public void work(Round round) {
        while (!round.over()) {
            try {
                for (int i = random.nextInt(3); i >= 0; i--) change();
                if (sync().exitCode() == 0) finished++;
                else interrupted++;
            } catch (UncheckedIOException killed) {
                interrupted++;
            }
            round.pause(Duration.ofMillis(500));
        }
    }

    /** A Maildir acknowledges by the file's name being there; IMAP by its answer. */
    private void change() {
        var id = "mbsync-" + count++;
        var there = new ArrayList<>(expected.there());
        var victim = there.isEmpty() ? id : there.get(random.nextInt(there.size()));
        switch (there.size() > 150 ? 2 + random.nextInt(2) : random.nextInt(4)) {
            case 0 -> expected.adding(id, () -> put(id));
            case 1 -> expected.adding(id, () -> far.append(BOX, id));
            case 2 -> expected.removing(victim, () -> delete(victim));
            default -> {
                // A message that only the Maildir has yet cannot be removed on the server.
                if (far.counted(BOX, MbsyncParty::isOurs).containsKey(victim))
                    expected.removing(victim, () -> far.expunge(BOX, victim));
            }
        }
    }

    private void put(String id) {
        try {
            var text = new String(TestMail.of(id), StandardCharsets.US_ASCII).replace("\r\n", "\n");
            var file = Files.writeString(near.resolve("tmp/" + id + ".soak"), text);
            Files.move(file, near.resolve("new/" + id + ".soak"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not there yet, or no longer: then the far side has it, and the next turn may choose it again. */
    private void delete(String id) {
        for (var file : files()) {
            try {
                if (TestMail.idOf(Files.readAllBytes(file)).equals(id)) {
                    Files.delete(file);
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        far.expunge(BOX, id);
    }

    private List<Path> files() {
        var all = new ArrayList<Path>();
        for (var sub : List.of("cur", "new")) {
            try (var files = Files.list(near.resolve(sub))) {
                files.forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    private Finished sync() {
        return Finished.run(List.of("mbsync", "-c", folder.resolve("mbsyncrc").toString(), "ward"), folder);
    }

    @Override
    public void check() throws IOException {
        sync(); // finishes by its journal what the kill interrupted
        Patience.until(() -> sync().succeeded());
        var there = new TreeMap<String, Integer>();
        Patience.connected(() -> there.putAll(far.counted(BOX, MbsyncParty::isOurs)));
        var ids = new ArrayList<String>();
        for (var file : files()) {
            var message = new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).replace("\n", "\r\n");
            if (!isOurs(message.getBytes(StandardCharsets.US_ASCII))) throw new AssertionError("changed: " + file);
            ids.add(TestMail.idOf(Files.readAllBytes(file)));
        }
        Mailbox.same("mbsync: mailbox and Maildir", there, Mailbox.counted(ids));
        expected.check("mbsync", there);
    }

    /** mbsync marks what it pushes with a header of its own. */
    private static boolean isOurs(byte[] message) {
        var text = new String(message, StandardCharsets.ISO_8859_1);
        return TestMail.isExact(text.replaceAll("X-TUID: [^\r\n]*\r\n", "").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public String done() {
        return "%d changes on either side, %d runs, %d more cut off"
                .formatted(expected.acknowledged(), finished, interrupted);
    }
}
