package org.wardpost.identity.operation;

import java.util.List;

/** {@code group member list}. */
public final class ListGroupMembers implements Operation<ListGroupMembers.Input, ListGroupMembers.Output> {
    public record Input(String group) {}

    public record Output(String group, List<GroupMember> members) {}

    @Override
    public String name() {
        return "group.member.list";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.group();
    }

    @Override
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var group = context.users().requireGroup(input.group());
        return new Output(group.address(), GroupMember.of(context.store(), group));
    }
}
