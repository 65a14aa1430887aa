package org.wardpost.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wardpost.app.admin.AdminCalls;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.RepairStore;
import org.wardpost.identity.operation.VerifyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardpost verify}. */
@Command(
        name = "verify",
        description = "Reads and authenticates everything, while the server serves or on a stopped one.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all is what was written (with --repair: now)",
            "1:it could not be looked at, and why stands on standard error",
            "2:the command line is not understood",
            "3:something is not what was written, and each of it was named"
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int DAMAGED = 3;

    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Option(
            names = "--repair",
            description =
                    "Set damaged messages aside, where they stay, and make sums and counters of their mailboxes anew. A mailbox in"
                            + " which a row is missing or was put back has that written into its audit events.")
    private boolean repair;

    @Override
    public Integer call() {
        try (var calls = folders.calls()) {
            return repair ? repair(calls) : verify(calls);
        }
    }

    private int verify(AdminCalls calls) {
        var answer = calls.call(
                "store.verify",
                Nothing.NOTHING,
                VerifyStore.Output.class,
                folders.printer().progress());
        folders.printer()
                .print(
                        answer,
                        text(answer)
                                + (answer.problems().isEmpty()
                                        ? ""
                                        : " wardpost verify --repair sets damaged messages aside."));
        return answer.problems().isEmpty() ? 0 : DAMAGED;
    }

    private int repair(AdminCalls calls) {
        var answer = calls.call(
                "store.repair",
                Nothing.NOTHING,
                RepairStore.Output.class,
                folders.printer().progress());
        var done = answer.repaired().isEmpty()
                ? "Nothing had to be repaired.\n"
                : String.join("\n", answer.repaired()) + "\n";
        folders.printer().print(answer, done + text(answer.left()));
        return answer.left().problems().isEmpty() ? 0 : DAMAGED;
    }

    private static String text(VerifyStore.Output answer) {
        var text = new StringBuilder();
        answer.problems().forEach(problem -> text.append(problem).append('\n'));
        var read = answer.counts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", "));
        text.append(answer.problems().isEmpty() ? "All is what was written" : "Not all is what was written, see above")
                .append(". Read: ")
                .append(read)
                .append('.');
        if (answer.locked() > 0) {
            text.append('\n').append(answer.locked()).append(" could not be opened: their accounts are sealed.");
        }
        return text.toString();
    }
}
