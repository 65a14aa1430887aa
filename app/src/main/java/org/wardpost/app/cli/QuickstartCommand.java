package org.wardpost.app.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.Installation;
import org.wardpost.app.StartException;
import org.wardpost.app.demo.DemoWard;
import org.wardpost.app.wiring.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardpost quickstart}: everything made and served at once, for trying out and for tests. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description =
                "Makes folders, keys, certificate, a demo ward with mail, and serves it on loopback until SIGTERM.")
public final class QuickstartCommand implements Callable<Integer> {
    private static final int PORT_OFFSET = 10_000;
    private static final int MOST_USERS = 10_000;

    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Mixin
    private final ServeOptions serve = new ServeOptions();

    @Option(
            names = "--demo-users",
            paramLabel = "N",
            defaultValue = "6",
            description = "How many accounts (default: 6).")
    private int users = 6;

    @Option(
            names = "--demo-password",
            paramLabel = "TEXT",
            description = "One password for all of them; only on loopback. Default: made at the first start.")
    private @Nullable String password;

    @Override
    public Integer call() {
        if (users < 1 || users > MOST_USERS) {
            throw new StartException("--demo-users must be from 1 to " + MOST_USERS + ".");
        }
        var clock = Clock.systemUTC();
        var installation = Installation.forQuickstart(folders.config, folders.data, folders.keys, folders.database());
        var listen = Server.Listen.of(
                serve.bind != null ? serve.bind : "127.0.0.1",
                serve.portOffset != null ? serve.portOffset : PORT_OFFSET);
        if (password != null && !listen.bind().isLoopbackAddress()) {
            throw new StartException(
                    "--demo-password is on the command line, where everybody reads it: it is taken only on a"
                            + " loopback address (--bind 127.0.0.1). Leave it out to have passwords made.");
        }
        listen.check(installation);
        try (var running = new RunUntilTold()) {
            var open = Starting.open(installation, running, clock);
            var progress = new ProgressBar(Terminal.isThere());
            var ward = new DemoWard(open, clock, System.err::println);
            var logins = ward.ready(users, Optional.ofNullable(password), progress);
            var server = running.closes(Server.start(open, listen, clock));
            var accounts = logins.stream()
                    .map(login -> new ReadyLine.Account(login.address(), login.password()))
                    .toList();
            var ready =
                    ReadyLine.of(server, open, accounts, List.of(new ReadyLine.Group(DemoWard.GROUP, ward.members())));
            if (folders.json) {
                System.out.println(Printer.toJson(ready));
            } else {
                System.out.println(Welcome.text(ready));
            }
            running.await();
        }
        return 0;
    }
}
