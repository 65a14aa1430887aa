package org.wardpost.app.cli;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.wardpost.app.wiring.Server;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wardpost serve}: runs until it is told to end. */
@Command(
        name = "serve",
        description = "Serves mail until SIGTERM; makes a new installation if both folders are empty.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Mixin
    private final ServeOptions serve = new ServeOptions();

    @Override
    public Integer call() {
        var clock = Clock.systemUTC();
        var installation = folders.installation();
        var settings = installation.settings().server();
        var listen = Server.Listen.of(
                serve.bind != null ? serve.bind : settings.bind(),
                serve.portOffset != null ? serve.portOffset : settings.portOffset());
        listen.check(installation);
        try (var running = new RunUntilTold()) {
            var open = Starting.open(installation, running, clock);
            var server = running.closes(Server.start(open, listen, clock));
            var ready = ReadyLine.of(server, open, List.of(), List.of());
            if (folders.json) {
                System.out.println(Printer.toJson(ready));
            } else {
                var where = listen.bind().isAnyLocalAddress() ? "all addresses" : ready.host();
                System.err.println("Wardpost serves mail on " + where + " " + ready.ports() + " after "
                        + ready.ready_ms() + " ms.");
            }
            running.await();
        }
        return 0;
    }
}
