package org.wardpost.identity.operation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;

/** {@code group add}: a mailbox of several people, with an address and no password. */
public final class AddGroup implements Operation<AddGroup.Input, AddGroup.Output> {
    /**
     * @param quotaBytes empty: no limit
     * @param members addresses of people
     * @param rights as {@link AddGroupMembers.Input}
     */
    public record Input(
            String address,
            Optional<String> displayName,
            OptionalLong quotaBytes,
            OptionalLong quotaMessages,
            List<String> members,
            Optional<String> rights,
            Optional<String> sending) {
        @Override
        public String toString() {
            return "AddGroup.Input[...]";
        }
    }

    public record Output(String address, List<GroupMember> members) {}

    @Override
    public String name() {
        return "group.add";
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
        var users = context.users();
        input.members().forEach(users::requirePerson); // before the group is made
        var group = users.createGroup(
                input.address(), input.displayName().orElse(""), input.quotaBytes(), input.quotaMessages());
        context.store()
                .collections() // so that members find it before its first mail
                .create(group.id(), CollectionKind.MAILBOX, CollectionRole.INBOX, "INBOX", Map.of());
        var members = new AddGroupMembers.Input(group.address(), input.members(), input.rights(), input.sending());
        return new Output(
                group.address(), input.members().isEmpty() ? List.of() : AddGroupMembers.add(members, context));
    }
}
