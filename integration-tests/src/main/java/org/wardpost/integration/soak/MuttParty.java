package org.wardpost.integration.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.TestMail;

/**
 * {@code mutt} in a terminal of its own: saves all of one mailbox into another and leaves. It saves by COPY and EXPUNGE, so a run
 * that was cut off may be repeated for a message that was copied already: a message may be there as often as it was tried.
 */
final class MuttParty implements Party {
    private static final String FROM = "Read";
    private static final String TO = "Kept";
    private final RunningServer server;
    private final Mailbox mailbox;
    private final Path folder;
    private final Map<String, Integer> tried = new HashMap<>();
    private final Expected appended = new Expected();
    private final Set<String> saved = new TreeSet<>();
    private int count;
    private int finished;
    private int interrupted;

    MuttParty(RunningServer server, RunningServer.MailAccount account, Path folder) {
        this.server = server;
        this.folder = folder;
        mailbox = new Mailbox(server, account);
    }

    @Override
    public String name() {
        return "mutt, saves a mailbox into another";
    }

    @Override
    public void prepare() throws IOException {
        mailbox.create(FROM, TO);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("muttrc"), """
                set imap_user="%s" imap_pass="%s" folder="imaps://localhost:%d/"
                set ssl_force_tls=yes ssl_ca_certificates_file="%s" ssl_verify_host=yes
                set confirmappend=no confirmcreate=no delete=yes quit=yes move=no wait_key=no mark_old=no
                set header_cache="" message_cachedir="" tmpdir="%s" beep=no
                """.formatted(
                mailbox.account().address(), mailbox.account().password(), server.port("imaps"), server.ca(), folder));
    }

    @Override
    public void work(Round round) throws IOException {
        while (!round.over()) {
            try {
                var batch = new TreeSet<String>();
                for (int i = 0; i < 4; i++) {
                    var id = "mutt-" + count++;
                    appended.adding(id, () -> mailbox.append(FROM, id));
                }
                batch.addAll(mailbox.counted(FROM, TestMail::isExact).keySet());
                batch.forEach(id -> tried.merge(id, 1, Integer::sum));
                if (mutt().exitCode() == 0 && !round.over()) {
                    saved.addAll(batch);
                    finished++;
                } else {
                    interrupted++;
                }
            } catch (UncheckedIOException killed) {
                interrupted++;
            }
            round.pause(Duration.ofMillis(500));
        }
    }

    private Finished mutt() {
        var keys = "<tag-pattern>~A<enter><tag-prefix><save-message>=" + TO + "<enter><quit>";
        var mutt = "TERM=xterm mutt -n -F '%s' -f 'imaps://localhost:%d/%s' -e 'push %s'"
                .formatted(folder.resolve("muttrc"), server.port("imaps"), FROM, keys);
        return Finished.run(List.of("timeout", "-s", "KILL", "60", "script", "-qec", mutt, "/dev/null"), folder);
    }

    @Override
    public void check() {
        Patience.connected(this::compare);
    }

    private void compare() {
        var from = mailbox.counted(FROM, TestMail::isExact);
        var to = mailbox.counted(TO, TestMail::isExact);
        var both = new HashMap<>(from);
        to.keySet().forEach(id -> both.put(id, 1));
        appended.check("mutt", both);
        for (var id : saved) {
            if (!to.containsKey(id)) throw new AssertionError("mutt: saved and not there: " + id);
            if (from.containsKey(id)) throw new AssertionError("mutt: saved and still where it was: " + id);
        }
        to.forEach((id, times) -> {
            if (times > tried.getOrDefault(id, 0))
                throw new AssertionError("mutt: %s is there %d times".formatted(id, times));
        });
    }

    @Override
    public String done() {
        return "%d messages saved in %d runs, %d more cut off".formatted(saved.size(), finished, interrupted);
    }
}
