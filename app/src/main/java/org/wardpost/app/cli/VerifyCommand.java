package org.wardpost.app.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.VerifyStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wardpost verify}. */
@Command(
        name = "verify",
        description = "Reads and authenticates everything; 1 if something is not what was written.",
        mixinStandardHelpOptions = true)
public final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private final CommandFolders folders = new CommandFolders();

    @Override
    public Integer call() {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "store.verify",
                    Nothing.NOTHING,
                    VerifyStore.Output.class,
                    folders.printer().progress());
            var text = new StringBuilder();
            answer.problems().forEach(problem -> text.append(problem).append('\n'));
            var read = answer.counts().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(count -> count.getValue() + " " + count.getKey())
                    .collect(Collectors.joining(", "));
            text.append(
                            answer.problems().isEmpty()
                                    ? "All is what was written"
                                    : "Not all is what was written, see above")
                    .append(". Read: ")
                    .append(read)
                    .append('.');
            if (answer.locked() > 0) {
                text.append('\n').append(answer.locked()).append(" could not be opened: their accounts are sealed.");
            }
            folders.printer().print(answer, text.toString());
            return answer.problems().isEmpty() ? 0 : 1;
        }
    }
}
