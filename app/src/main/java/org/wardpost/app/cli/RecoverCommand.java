package org.wardpost.app.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.app.admin.SocketCalls;
import org.wardpost.app.wiring.LostRootKey;
import org.wardpost.identity.operation.RecoverAccount;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardpost key recover}: the ceremony with shares, for a lost root key or for one account. */
@Command(
        name = "recover",
        mixinStandardHelpOptions = true,
        description =
                "With enough shares of the recovery authority: a new root key in place of a lost one, or, with --account, a new"
                        + " password for an account.")
public final class RecoverCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Mixin
    private final ShareOptions shares = new ShareOptions();

    @Mixin
    private final PasswordOptions password = new PasswordOptions();

    @Option(names = "--account", paramLabel = "ADDRESS", description = "Only this account, by its recovery slot.")
    private @Nullable String account;

    @Override
    public Integer call() {
        return account != null ? account(account) : rootKey();
    }

    private int account(String address) {
        try (var calls = folders.calls()) {
            var input = new RecoverAccount.Input(address, shares.read(), password.read());
            var answer = calls.call("key.recover-account", input, RecoverAccount.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "The account " + answer.address() + " has a new password; its mail opens as before."
                                    + answer.password()
                                            .map(made -> "\nThe new one, shown only now: " + made)
                                            .orElse(""));
            return 0;
        }
    }

    private int rootKey() {
        var installation = folders.installation();
        if (SocketCalls.find(installation.data()).isPresent()) {
            throw new CommandFailed(
                    "A server runs on " + installation.data()
                            + " and has its root key: back up its key folder now. This command is for a server that does not start.");
        }
        var answer = new LostRootKey(installation, Clock.systemUTC()).recover(shares.read());
        folders.printer()
                .print(
                        answer,
                        "All " + answer.accounts() + " accounts open by a new root key, number " + answer.rootVersion()
                                + ", in "
                                + installation.keys()
                                + ".\nNow: copy that folder to a safe place; start the server; wardpost verify; wardpost"
                                + " key rotate (if the lost key may be in other hands); wardpost backup DIR.\nThe old root key opens only"
                                + " backups from before. The shares stay good.");
        return 0;
    }
}
