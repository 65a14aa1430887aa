package org.wardpost.integration.soak;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;
import org.wardpost.integration.load.TestMail;

/** A copy from account to account as {@code imapsync} makes it (which Debian does not have), run again and again while mail comes. */
final class CopyParty implements Party {
    private static final String FROM = "Moving";
    private static final String TO = "Moved";
    private final RunningServer server;
    private final Mailbox from;
    private final Mailbox to;
    private final Path folder;
    private final Expected expected = new Expected();
    private int count;
    private int copied;
    private int finished;
    private int interrupted;

    CopyParty(RunningServer server, RunningServer.MailAccount from, RunningServer.MailAccount to, Path folder) {
        this.server = server;
        this.from = new Mailbox(server, from);
        this.to = new Mailbox(server, to);
        this.folder = folder;
    }

    @Override
    public String name() {
        return "imapsync-like copy between accounts (imaplib)";
    }

    @Override
    public void prepare() {
        from.create(FROM);
        to.create(TO);
    }

    @Override
    public void work(Round round) {
        while (!round.over()) {
            try {
                for (int i = 0; i < 5; i++) {
                    var id = "copy-" + count++;
                    expected.adding(id, () -> from.append(FROM, id));
                }
                var run = copy();
                if (run.exitCode() == 0) {
                    finished++;
                    copied += Integer.parseInt(run.output().strip());
                } else {
                    interrupted++;
                }
            } catch (UncheckedIOException killed) {
                interrupted++;
            }
            round.pause(Duration.ofSeconds(1));
        }
    }

    private Finished copy() {
        var script = RunningServer.projectRoot().resolve("integration-tests/soak/imapcopy.py");
        return Finished.run(
                List.of(
                        "python3",
                        script.toString(),
                        Integer.toString(server.port("imaps")),
                        server.ca().toString(),
                        from.account().address(),
                        from.account().password(),
                        FROM,
                        to.account().address(),
                        to.account().password(),
                        TO),
                folder);
    }

    @Override
    public void check() {
        Patience.until(
                () -> copied += Integer.parseInt(copy().succeeded().output().strip()));
        Patience.connected(() -> {
            var source = from.counted(FROM, TestMail::isExact);
            expected.check("imapcopy", source);
            Mailbox.same("imapcopy: source and copy", source, to.counted(TO, TestMail::isExact));
        });
    }

    @Override
    public String done() {
        return "%d messages copied in %d runs, %d more cut off".formatted(copied, finished, interrupted);
    }
}
