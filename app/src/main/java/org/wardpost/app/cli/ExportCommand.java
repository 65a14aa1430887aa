package org.wardpost.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.transfer.ExportFormat;
import org.wardpost.app.transfer.ExportMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes an account's mail as files, in clear, octet for octet as it came.")
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "Whose mailbox.")
    private String address = "";

    @Parameters(
            index = "1",
            paramLabel = "DIR",
            description = "A folder that is new or empty, written by the server if one runs.")
    private Path path = Path.of("");

    @Option(names = "--mailbox", paramLabel = "NAME", description = "Only this mailbox and those below it.")
    private @Nullable String mailbox;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "maildir",
            description = "maildir (default), mbox or eml.")
    private ExportFormat format = ExportFormat.MAILDIR;

    @Override
    public Integer call() {
        var input = new ExportMail.Input(
                address, path.toAbsolutePath().normalize().toString(), Optional.ofNullable(mailbox), format);
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "mail.export",
                    input,
                    ExportMail.Output.class,
                    folders.printer().progress());
            folders.printer()
                    .print(
                            answer,
                            "Exported " + answer.exported() + " messages of " + answer.address() + " to " + path
                                    + (answer.damaged() > 0
                                            ? "; " + answer.damaged() + " are damaged: run wardpost verify."
                                            : "."));
            return answer.damaged() > 0 ? 1 : 0;
        }
    }
}
