package org.wardpost.app.cli;

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
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (!yes && !Terminal.confirm("Remove " + address + ", all its mail and every key to it for ever?")) {
            return 1;
        }
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "user.shred",
                    new ShredUser.Input(address),
                    ShredUser.Output.class,
                    folders.printer().progress());
            folders.printer().print(answer, text(answer));
            return 0;
        }
    }

    private static String text(ShredUser.Output answer) {
        var text = new StringBuilder("Removed the account " + answer.address()
                + ", its slots, grants and rows, and compacted the database.\n");
        if (answer.backups().isEmpty()) {
            text.append("No backup that this server made and that a root key at hand opens is known.");
        } else {
            text.append(
                    "These backups still open what they hold of it, until every root key named beside them is destroyed:");
            answer.backups()
                    .forEach(backup -> text.append("\n  ")
                            .append(backup.made())
                            .append("  ")
                            .append(backup.folder())
                            .append("  root key ")
                            .append(String.join(
                                    ", ",
                                    backup.rootVersions().stream()
                                            .map(String::valueOf)
                                            .toList())));
        }
        return text.append(
                        "\nCopies made by other means (pg_dump, file system snapshots) are not known here, and free pages of the disk may hold"
                                + " sealed remains.\nWhat ends all of that: wardpost key rotate; wardpost backup DIR; wardpost key destroy "
                                + answer.rootVersion() + "; and the same in every copy of the key folder.")
                .toString();
    }
}
