package org.wardpost.identity.operation;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.wardpost.store.account.Account;

/** {@code group list}. */
public final class ListGroups implements Operation<Nothing, ListGroups.Output> {
    public record Output(List<Group> groups) {}

    /** One group as an operator sees it. */
    public record Group(
            String address,
            String displayName,
            OptionalLong quotaBytes,
            OptionalLong quotaMessages,
            List<GroupMember> members) {}

    @Override
    public String name() {
        return "group.list";
    }

    @Override
    public Class<Nothing> input() {
        return Nothing.class;
    }

    @Override
    public String subject(Nothing input) {
        return "";
    }

    @Override
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Nothing input, OperationContext context) {
        try (var accounts = context.store().accounts().all()) {
            return new Output(accounts.filter(Account::isGroup)
                    .map(group -> new Group(
                            group.address(),
                            group.displayName(),
                            group.quotaBytes(),
                            group.quotaMessages(),
                            GroupMember.of(context.store(), group)))
                    .sorted(Comparator.comparing(Group::address))
                    .toList());
        }
    }
}
