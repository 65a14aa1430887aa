package org.wardpost.app.cli;

import java.util.stream.Collectors;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.identity.operation.AddRecoverySlot;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.OpeningBackup;
import org.wardpost.identity.operation.RecoveryStatus;
import org.wardpost.identity.operation.RemoveRecoveryAuthority;
import org.wardpost.identity.operation.RemoveRecoverySlot;
import org.wardpost.vault.RecoveryKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost key recovery}: the recovery authority that is there. */
@Command(name = "recovery", mixinStandardHelpOptions = true, description = "The recovery authority and what it opens.")
public final class RecoveryCommand extends GroupCommand {
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Which authority, and which accounts have a slot for it.")
    int status(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("key.recovery-status", Nothing.NOTHING, RecoveryStatus.Output.class);
            folders.printer()
                    .print(
                            answer,
                            answer.authority()
                                    .map(authority -> "Recovery authority " + authority + ": any " + answer.threshold()
                                            + " of its " + answer.shares()
                                            + " shares open all mail that the root key opens.\nAccounts with a recovery slot: "
                                            + (answer.accounts().isEmpty()
                                                    ? "none"
                                                    : String.join(", ", answer.accounts())))
                                    .orElse(
                                            "There is no recovery authority: a lost root key is lost mail. Make one: wardpost key"
                                                    + " add-recovery --threshold 3 --shares 5"));
            return 0;
        }
    }

    @Command(
            name = "test",
            mixinStandardHelpOptions = true,
            description = "Tries whether shares give the key of this server's authority; opens nothing.")
    int test(@Mixin CommandFolders folders, @Mixin ShareOptions shares) {
        try (var calls = folders.calls();
                var key = RecoveryKey.ofTyped(shares.read())) {
            var known = calls.call("key.recovery-status", Nothing.NOTHING, RecoveryStatus.Output.class);
            var id = key.authority().id();
            if (!known.authority().map(id::equals).orElse(false)) {
                throw new CommandFailed(
                        "The shares belong together, but to the authority " + id + ", and this server's is "
                                + known.authority().map(Object::toString).orElse("none") + ".");
            }
            folders.printer().print(known, "These shares are good: they open what this server holds.");
            return 0;
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Removes the authority: its shares then open only backups from before.")
    int remove(@Mixin CommandFolders folders, @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (!yes && !Terminal.confirm("Remove the recovery authority? After that a lost root key is lost mail.")) {
            return 1;
        }
        try (var calls = folders.calls()) {
            var answer = calls.call("key.remove-recovery", Nothing.NOTHING, RemoveRecoveryAuthority.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "Removed the recovery authority " + answer.authority() + " and " + answer.slots()
                                    + " slots of accounts. Whoever has its shares and an old copy of the data still opens that copy: run"
                                    + " wardpost key rotate, and destroy the shares."
                                    + list("\nBackups that its shares still open:", answer.backups()));
            return 0;
        }
    }

    /** Empty without any. */
    static String list(String head, java.util.List<OpeningBackup> backups) {
        return backups.isEmpty()
                ? ""
                : head
                        + backups.stream()
                                .map(backup -> "\n  " + backup.made() + "  " + backup.folder())
                                .collect(Collectors.joining());
    }

    @Command(
            name = "add-slot",
            mixinStandardHelpOptions = true,
            description = "Lets the shares open an account too; a sealed one only while its owner is signed in.")
    int addSlot(@Mixin CommandFolders folders, @Parameters(paramLabel = "ADDRESS") String address) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "key.add-recovery-slot", new AddRecoverySlot.Input(address), AddRecoverySlot.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "The shares of the authority " + answer.authority() + " open " + answer.address() + ".");
            return 0;
        }
    }

    @Command(name = "remove-slot", mixinStandardHelpOptions = true, description = "Takes that back.")
    int removeSlot(@Mixin CommandFolders folders, @Parameters(paramLabel = "ADDRESS") String address) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "key.remove-recovery-slot", new RemoveRecoverySlot.Input(address), RemoveRecoverySlot.Output.class);
            folders.printer().print(answer, "No shares open " + answer.address() + " any more, except in backups.");
            return 0;
        }
    }
}
