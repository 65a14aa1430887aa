package org.wardpost.app.cli;

import java.util.concurrent.Callable;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.app.admin.SocketCalls;
import org.wardpost.app.admin.WaitingSocket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wardpost unlock}: brings the passphrase of the root key to a server that waits for it. */
@Command(
        name = "unlock",
        mixinStandardHelpOptions = true,
        description =
                "Gives the passphrase of the root key to a server that waits for it. Asks at the terminal unless told otherwise.")
public final class UnlockCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Mixin
    private final PassphraseOptions passphrase = new PassphraseOptions();

    @Override
    public Integer call() {
        var data = folders.installation().data();
        try (var calls = SocketCalls.find(data)
                .orElseThrow(() -> new CommandFailed("No server waits for " + data
                        + ": start it (wardpost serve), then unlock it. Is it the right data folder (--data)?"))) {
            var state = calls.call(WaitingSocket.STATE, new WaitingSocket.Passphrase(""), WaitingSocket.State.class);
            calls.call(
                    WaitingSocket.UNLOCK,
                    new WaitingSocket.Passphrase(passphrase.read(state.isNew())),
                    WaitingSocket.State.class);
            folders.printer()
                    .print(
                            state,
                            state.isNew()
                                    ? "The passphrase is set. Without it nobody opens these data again: keep it in two safes, or make a"
                                            + " recovery authority (wardpost key add-recovery)."
                                    : "Unlocked; mail is served in a moment.");
            return 0;
        }
    }
}
