package org.wardpost.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.AddDelegate;
import org.wardpost.identity.operation.ListDelegates;
import org.wardpost.identity.operation.RemoveDelegate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardpost user delegate}. */
@Command(name = "delegate", description = "Who may write in an account's name.", mixinStandardHelpOptions = true)
public final class UserDelegateCommand extends GroupCommand {
    @Command(
            name = "add",
            description = "DELEGATE may write in the name of ADDRESS; what was said before is replaced.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Parameters(paramLabel = "DELEGATE") String delegate,
            @ArgGroup @Nullable SendingOptions sending) {
        try (var calls = folders.calls()) {
            var input = new AddDelegate.Input(
                    address, delegate, SendingOptions.of(sending).orElse("none"));
            var answer = calls.call("user.delegate.add", input, AddDelegate.Output.class);
            folders.printer()
                    .print(
                            answer,
                            answer.delegate() + " may send "
                                    + (answer.sending().equals("as") ? "as " : "on behalf of ") + answer.address()
                                    + ".");
            return 0;
        }
    }

    @Command(name = "remove", description = "DELEGATE may not any more.", mixinStandardHelpOptions = true)
    int remove(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Parameters(paramLabel = "DELEGATE") String delegate) {
        try (var calls = folders.calls()) {
            var input = new RemoveDelegate.Input(address, delegate);
            var answer = calls.call("user.delegate.remove", input, RemoveDelegate.Output.class);
            folders.printer()
                    .print(answer, answer.delegate() + " is no delegate of " + answer.address() + " any more.");
            return 0;
        }
    }

    @Command(
            name = "list",
            description = "Who may write in the name of ADDRESS, and in whose name it may.",
            mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders, @Parameters(paramLabel = "ADDRESS") String address) {
        try (var calls = folders.calls()) {
            var answer = calls.call("user.delegate.list", new ListDelegates.Input(address), ListDelegates.Output.class);
            var lines = new ArrayList<List<String>>();
            answer.delegates().forEach(line -> lines.add(List.of(line.address(), answer.address(), line.sending())));
            answer.writesFor().forEach(line -> lines.add(List.of(answer.address(), line.address(), line.sending())));
            folders.printer()
                    .table(
                            answer,
                            List.of("WHO", "WRITES FOR", "HOW"),
                            lines,
                            "Nobody writes for " + answer.address() + ", and it writes for nobody.");
            return 0;
        }
    }
}
