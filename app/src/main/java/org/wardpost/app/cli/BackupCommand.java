package org.wardpost.app.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wardpost.app.settings.Sizes;
import org.wardpost.identity.operation.MakeBackup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardpost backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description =
                "Writes everything, as it is at one instant, to a folder, while the server serves. All of it is ciphertext; the"
                        + " root key is not in it.")
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Parameters(paramLabel = "DIR", description = "A folder that is new or empty, written by the server if one runs.")
    private Path folder = Path.of("");

    @Override
    public Integer call() {
        var input = new MakeBackup.Input(folder.toAbsolutePath().normalize().toString());
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "backup.make",
                    input,
                    MakeBackup.Output.class,
                    folders.printer().progress());
            folders.printer().print(answer, text(answer));
            return answer.missing() > 0 ? 1 : 0;
        }
    }

    private static String text(MakeBackup.Output answer) {
        var opened = answer.opened().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        var text =
                new StringBuilder("Backed up " + answer.rows() + " rows and " + answer.objectFiles() + " object files ("
                        + Sizes.text(answer.bytes()) + ") to " + answer.folder()
                        + ".\nRead back and opened with the root key at hand: the keys of "
                        + answer.accounts() + " accounts; samples: " + opened + ".");
        if (answer.sealedAccounts() > 0) {
            text.append("\nUntried: ")
                    .append(answer.sealedAccounts())
                    .append(" sealed accounts, which only their owners open.");
        }
        if (answer.missing() > 0) {
            text.append("\nNOT COMPLETE: ")
                    .append(answer.missing())
                    .append(" object files were gone before; run wardpost verify, which names their messages.");
        }
        return text.append("\nIt opens only with the key folder: keep a copy of that apart from this one.")
                .toString();
    }
}
