package org.wardpost.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.transfer.ImportMail;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost import}. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Takes mail in from an mbox, a Maildir, or a tree of mbox or .eml files. Interrupted, it is simply started again.")
public final class ImportCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "Whose mailbox.")
    private String address = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "File or folder, read by the server if one runs.")
    private Path path = Path.of("");

    @Option(
            names = "--mailbox",
            paramLabel = "NAME",
            description = "All into this mailbox; default: mailboxes as the source has them.")
    private @Nullable String mailbox;

    @Override
    public Integer call() {
        var input = new ImportMail.Input(
                address, path.toAbsolutePath().normalize().toString(), Optional.ofNullable(mailbox));
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "mail.import",
                    input,
                    ImportMail.Output.class,
                    folders.printer().progress());
            folders.printer()
                    .print(
                            answer,
                            "Imported " + answer.imported() + " messages for " + answer.address()
                                    + (answer.known() > 0
                                            ? "; " + answer.known() + " were there from an earlier try."
                                            : "."));
            return 0;
        }
    }
}
