package org.wardpost.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.AddGroupMembers;
import org.wardpost.identity.operation.GroupMember;
import org.wardpost.identity.operation.ListGroupMembers;
import org.wardpost.identity.operation.RemoveGroupMembers;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardpost group member}. */
@Command(name = "member", description = "Who shares a group's mailboxes.", mixinStandardHelpOptions = true)
public final class GroupMemberCommand extends GroupCommand {
    private static final List<String> HEADER = List.of("MEMBER", "RIGHTS", "SENDS");

    @Command(
            name = "add",
            description = "Adds members, or changes what members may do; what is not said stays.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "GROUP") String group,
            @Parameters(paramLabel = "MEMBER", arity = "1..*") List<String> members,
            @Mixin RightsOption rights,
            @ArgGroup @Nullable SendingOptions sending) {
        try (var calls = folders.calls()) {
            var input = new AddGroupMembers.Input(group, members, rights.given(), SendingOptions.of(sending));
            var answer = calls.call("group.member.add", input, AddGroupMembers.Output.class);
            folders.printer().table(answer, HEADER, lines(answer.members()), "");
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = "Whoever leaves sees nothing of the group any more and sends nothing in its name.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "GROUP") String group,
            @Parameters(paramLabel = "MEMBER", arity = "1..*") List<String> members) {
        try (var calls = folders.calls()) {
            var input = new RemoveGroupMembers.Input(group, members);
            var answer = calls.call("group.member.remove", input, RemoveGroupMembers.Output.class);
            folders.printer().print(answer, "Removed " + answer.removed() + " member(s) of " + answer.group() + ".");
            return 0;
        }
    }

    @Command(name = "list", description = "The members of a group.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders, @Parameters(paramLabel = "GROUP") String group) {
        try (var calls = folders.calls()) {
            var answer =
                    calls.call("group.member.list", new ListGroupMembers.Input(group), ListGroupMembers.Output.class);
            folders.printer()
                    .table(
                            answer,
                            HEADER,
                            lines(answer.members()),
                            answer.group() + " has no member: wardpost group member add " + answer.group()
                                    + " ann@ward.example");
            return 0;
        }
    }

    private static List<List<String>> lines(List<GroupMember> members) {
        return members.stream()
                .map(member -> List.of(member.address(), member.rights(), member.sending()))
                .toList();
    }
}
