package org.wardpost.app.cli;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.settings.Sizes;
import org.wardpost.identity.operation.AddGroup;
import org.wardpost.identity.operation.ListGroups;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.RemoveGroup;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost group}. */
@Command(
        name = "group",
        description = "Mailboxes of several people: an address, members, and no password.",
        mixinStandardHelpOptions = true,
        subcommands = GroupMemberCommand.class)
public final class GroupMailboxCommand extends GroupCommand {
    @Command(
            name = "add",
            description = "Makes a group; nobody logs in as it, its members see its mailboxes beside their own.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Parameters(paramLabel = "MEMBER", arity = "0..*", description = "Addresses of people.") @Nullable
                    List<String> members,
            @Option(names = "--name", paramLabel = "TEXT", description = "Display name.") @Nullable String name,
            @Option(names = "--quota", paramLabel = "SIZE", description = "Such as 5GiB; default: no limit.") @Nullable
                    String quota,
            @Option(names = "--quota-messages", paramLabel = "N", description = "Messages at most.") @Nullable
                    Long messages,
            @Mixin RightsOption rights,
            @ArgGroup @Nullable SendingOptions sending) {
        var input = new AddGroup.Input(
                address,
                Optional.ofNullable(name),
                quota == null ? OptionalLong.empty() : OptionalLong.of(Sizes.parse(quota)),
                messages == null ? OptionalLong.empty() : OptionalLong.of(messages),
                members == null ? List.of() : members,
                rights.given(),
                SendingOptions.of(sending));
        try (var calls = folders.calls()) {
            var answer = calls.call("group.add", input, AddGroup.Output.class);
            var count = answer.members().size();
            folders.printer()
                    .print(
                            answer,
                            "Added the group " + answer.address()
                                    + (count == 0
                                            ? "; it has no member yet: wardpost group member add " + answer.address()
                                                    + " ann@ward.example"
                                            : " with " + count + " member(s)."));
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = "Removes a group with all its mail and every key to it; its members stay.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (!yes && !Terminal.confirm("Remove the group " + address + " and all its mail for ever?")) {
            return 1;
        }
        try (var calls = folders.calls()) {
            var answer = calls.call("group.remove", new RemoveGroup.Input(address), RemoveGroup.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "Removed the group " + answer.address() + ", which had " + answer.members()
                                    + " member(s).");
            return 0;
        }
    }

    @Command(name = "list", description = "All groups.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("group.list", Nothing.NOTHING, ListGroups.Output.class);
            var lines = answer.groups().stream()
                    .map(group -> List.of(
                            group.address(),
                            group.displayName(),
                            String.valueOf(group.members().size()),
                            group.quotaBytes().isPresent()
                                    ? Sizes.text(group.quotaBytes().getAsLong())
                                    : "-"))
                    .toList();
            folders.printer()
                    .table(
                            answer,
                            List.of("ADDRESS", "NAME", "MEMBERS", "QUOTA"),
                            lines,
                            "There is no group yet: wardpost group add ward3@ward.example ann@ward.example");
            return 0;
        }
    }
}
