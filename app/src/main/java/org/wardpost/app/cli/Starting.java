package org.wardpost.app.cli;

import java.time.Clock;
import org.wardpost.app.Installation;
import org.wardpost.app.admin.WaitingSocket;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.vault.audit.AuditEvent;

/** Opens the store for a server, which waits for {@code wardpost unlock} if its root key is under a passphrase. */
final class Starting {
    private Starting() {}

    static OpenStore open(Installation installation, RunUntilTold running, Clock clock) {
        var waiting = new WaitingSocket(installation.data(), System.err::println);
        running.onTold(waiting::cancel);
        var open = running.closes(OpenStore.open(installation, OpenStore.IfNew.MAKE, waiting, clock));
        running.onTold(() -> {});
        if (!waiting.unlockedBy().isEmpty()) {
            open.store()
                    .audit()
                    .append(AuditEvent.of(
                            clock.instant(),
                            "server.unlock",
                            "console:" + waiting.unlockedBy(),
                            "root key",
                            waiting.facts()));
        }
        return open;
    }
}
