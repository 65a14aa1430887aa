package org.wardpost.identity.operation;

import java.util.List;
import org.wardpost.store.account.Account;

/** {@code group member remove}: whoever leaves sees nothing of the group any more, and sends nothing in its name. */
public final class RemoveGroupMembers implements Operation<RemoveGroupMembers.Input, RemoveGroupMembers.Output> {
    public record Input(String group, List<String> members) {}

    public record Output(String group, int removed) {}

    @Override
    public String name() {
        return "group.member.remove";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.group() + ": " + String.join(" ", input.members());
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var group = context.users().requireGroup(input.group());
        var people = input.members().stream()
                .map(context.users()::requirePerson)
                .distinct()
                .toList();
        var delegations = context.store().delegations();
        for (var person : people) {
            if (delegations.find(group.id(), person.id()).isEmpty()) {
                throw new OperationRefused(person.address() + " is no member of " + group.address()
                        + " (wardpost group member list " + group.address() + ").");
            }
        }
        return new Output(
                group.address(),
                delegations.remove(group.id(), people.stream().map(Account::id).toList()));
    }
}
