package org.wardpost.identity.operation;

/** {@code group remove}: the group, its mail and every key to it; its members stay. */
public final class RemoveGroup implements Operation<RemoveGroup.Input, RemoveGroup.Output> {
    public record Input(String address) {}

    /** @param members how many people it had */
    public record Output(String address, int members) {}

    @Override
    public String name() {
        return "group.remove";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.address();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var group = context.users().requireGroup(input.address());
        int members = context.store().delegations().of(group.id()).size();
        context.users().remove(group);
        return new Output(group.address(), members);
    }
}
