package org.wardpost.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.settings.Sizes;
import org.wardpost.identity.operation.AddUser;
import org.wardpost.identity.operation.ListUsers;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.RemoveUser;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost user}. */
@Command(
        name = "user",
        description = "Accounts.",
        mixinStandardHelpOptions = true,
        subcommands = UserDelegateCommand.class)
public final class UserCommand extends GroupCommand {
    @Command(
            name = "add",
            description = "Makes an account; without a password one is made and shown once.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--name", paramLabel = "TEXT", description = "Display name.") @Nullable String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            split = ",",
                            description = "operator or auditor, beside user.")
                    @Nullable
                    List<String> roles,
            @Option(names = "--quota", paramLabel = "SIZE", description = "Such as 5GiB; default: no limit.") @Nullable
                    String quota,
            @Option(names = "--quota-messages", paramLabel = "N", description = "Messages at most.") @Nullable
                    Long messages,
            @Mixin PasswordOptions password) {
        var input = new AddUser.Input(
                address,
                Optional.ofNullable(name),
                roles == null ? Set.of() : Set.copyOf(roles),
                quota == null ? OptionalLong.empty() : OptionalLong.of(Sizes.parse(quota)),
                messages == null ? OptionalLong.empty() : OptionalLong.of(messages),
                password.read());
        try (var calls = folders.calls()) {
            var answer = calls.call("user.add", input, AddUser.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "Added the account " + answer.address() + "."
                                    + answer.password()
                                            .map(made -> "\nIts password, shown only now: " + made)
                                            .orElse(""));
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = "Removes an account with all its mail and every key to it.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (!yes && !Terminal.confirm("Remove " + address + " and all its mail for ever?")) {
            return 1;
        }
        try (var calls = folders.calls()) {
            var answer = calls.call("user.remove", new RemoveUser.Input(address), RemoveUser.Output.class);
            folders.printer().print(answer, "Removed the account " + answer.address() + ".");
            return 0;
        }
    }

    @Command(name = "list", description = "All accounts.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("user.list", Nothing.NOTHING, ListUsers.Output.class);
            var lines = answer.users().stream()
                    .map(user -> List.of(
                            user.address(),
                            user.displayName(),
                            String.join(",", user.roles()),
                            user.enabled() ? "yes" : "no",
                            user.quotaBytes().isPresent()
                                    ? Sizes.text(user.quotaBytes().getAsLong())
                                    : "-"))
                    .toList();
            folders.printer()
                    .table(
                            answer,
                            List.of("ADDRESS", "NAME", "ROLES", "ENABLED", "QUOTA"),
                            lines,
                            "There is no account yet: wardpost user add ann@ward.example");
            return 0;
        }
    }
}
