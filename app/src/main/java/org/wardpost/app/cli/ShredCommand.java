package org.wardpost.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.admin.AdminCalls;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.identity.operation.OpeningBackup;
import org.wardpost.identity.operation.ShredUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost shred}. */
@Command(
        name = "shred",
        description = "Removes for ever, and says what of it backups still hold.",
        mixinStandardHelpOptions = true)
public final class ShredCommand extends GroupCommand {
    @Command(
            name = "user",
            mixinStandardHelpOptions = true,
            description = "Removes an account, compacts the database, and lists the backups that still open it.")
    int user(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Option(
                            names = "--now",
                            description =
                                    "Rotate the root key, take a new backup (--backup), and when it is proved destroy the root keys of"
                                            + " before: older backups die with them.")
                    boolean now,
            @Option(
                            names = "--backup",
                            paramLabel = "DIR",
                            description = "With --now: a new folder for the new backup.")
                    @Nullable
                    Path backup,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (now != (backup != null)) {
            throw new CommandFailed(
                    "--now and --backup DIR go together: root keys are destroyed only after a new backup is proved.");
        }
        var folder = Optional.ofNullable(backup)
                .map(path -> path.toAbsolutePath().normalize().toString());
        try (var calls = folders.calls()) {
            if (!yes && !Terminal.confirm(question(address, folder, calls))) {
                return 1;
            }
            var answer = calls.call(
                    "user.shred",
                    new ShredUser.Input(address, folder, false),
                    ShredUser.Output.class,
                    folders.printer().progress());
            folders.printer().print(answer, text(answer, folder));
            return 0;
        }
    }

    private static String question(String address, Optional<String> folder, AdminCalls calls) {
        var question = "Remove " + address + ", all its mail and every key to it for ever?";
        if (folder.isEmpty()) {
            return question;
        }
        var look = calls.call("user.shred", new ShredUser.Input(address, folder, true), ShredUser.Output.class);
        return question + " The root keys " + look.destroyed() + " are destroyed after a new backup."
                + RecoveryCommand.list("\nNothing will open these backups of everybody again:", look.dead()) + "\n";
    }

    private static String text(ShredUser.Output answer, Optional<String> folder) {
        var text = new StringBuilder("Removed the account " + answer.address()
                + ", its slots, grants and rows, and compacted the database.\n");
        folder.ifPresent(made -> text.append("The new backup in ")
                .append(made)
                .append(" is proved; it does not have the account. Destroyed the root keys ")
                .append(answer.destroyed())
                .append(", so nothing here opens older backups by a root key.")
                .append(RecoveryCommand.list("\nNothing opens these any more:", answer.dead()))
                .append('\n'));
        if (answer.backups().isEmpty()) {
            text.append("No backup that this server made, and that still opens, is known to hold it.");
        } else {
            text.append(
                    "These backups still open what they hold of it, each until all that is named beside it is destroyed:");
            answer.backups().forEach(backup -> text.append("\n  ").append(line(backup)));
        }
        return text.append(
                        "\nCopies made by other means (pg_dump, file system snapshots) are not known here, nor copies of the key"
                                + " folder; free pages of the disk may hold sealed remains.\n")
                .append(
                        folder.isPresent()
                                ? "What ends the rest: destroy the root keys " + answer.destroyed()
                                        + " in every copy of the key folder, and shares of a recovery authority that is named above"
                                        + " (wardpost key recovery remove, then a new one)."
                                : "What ends all of that: wardpost key rotate; wardpost backup DIR; wardpost key destroy "
                                        + answer.rootVersion()
                                        + "; the same in every copy of the key folder; and the shares of a recovery authority that is named"
                                        + " above. Or, in one: wardpost shred user --now.")
                .toString();
    }

    private static String line(OpeningBackup backup) {
        var keys = backup.rootVersions().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return backup.made() + "  " + backup.folder() + "  root key " + keys
                + backup.byShares().map(shares -> "; " + shares).orElse("");
    }
}
