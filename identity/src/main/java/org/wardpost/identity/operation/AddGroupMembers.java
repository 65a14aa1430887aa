package org.wardpost.identity.operation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.wardpost.identity.DelegationText;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.Delegation.Sending;

/**
 * {@code group member add}: people who share a group's mailboxes. Who is a member already keeps what is not said anew.
 */
public final class AddGroupMembers implements Operation<AddGroupMembers.Input, AddGroupMembers.Output> {
    /**
     * @param rights in the group's mailboxes, letters of RFC 4314 §2.1 or {@code none}; a new member without gets all but {@code a}
     * @param sending {@code none}, {@code on-behalf} or {@code as}; a new member without may send nothing
     */
    public record Input(String group, List<String> members, Optional<String> rights, Optional<String> sending) {}

    public record Output(String group, List<GroupMember> members) {}

    @Override
    public String name() {
        return "group.member.add";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.group() + ": " + String.join(" ", input.members())
                + input.rights().map(rights -> ", rights " + rights).orElse("")
                + input.sending().map(sending -> ", sending " + sending).orElse("");
    }

    @Override
    public Output run(Input input, OperationContext context) {
        if (input.members().isEmpty()) {
            throw new IllegalArgumentException("Name at least one member.");
        }
        return new Output(context.users().requireGroup(input.group()).address(), add(input, context));
    }

    /** The same as part of another operation. */
    static List<GroupMember> add(Input input, OperationContext context) {
        var group = context.users().requireGroup(input.group());
        var people = input.members().stream()
                .map(context.users()::requirePerson)
                .distinct()
                .toList();
        var rights = input.rights().map(DelegationText::rights);
        var sending = input.sending().map(DelegationText::sending);
        var delegations = context.store().delegations();
        var given = new LinkedHashMap<Account, Delegation>();
        for (var person : people) {
            var before = delegations.find(group.id(), person.id());
            given.put(
                    person,
                    new Delegation(
                            group.id(),
                            person.id(),
                            sending.or(() -> before.map(Delegation::sending)).orElse(Sending.NONE),
                            rights.or(() -> before.map(Delegation::rights)).orElse(DelegationText.MEMBER_RIGHTS)));
        }
        delegations.put(List.copyOf(given.values()));
        return given.entrySet().stream()
                .map(entry -> GroupMember.of(entry.getKey(), entry.getValue()))
                .toList();
    }
}
