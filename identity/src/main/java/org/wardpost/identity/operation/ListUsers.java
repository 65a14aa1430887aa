package org.wardpost.identity.operation;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** {@code user list}: the people; groups have a list of their own. */
public final class ListUsers implements Operation<Nothing, ListUsers.Output> {
    public record Output(List<User> users) {}

    /** One account as an operator sees it. */
    public record User(
            String address,
            String displayName,
            Set<String> roles,
            boolean enabled,
            OptionalLong quotaBytes,
            OptionalLong quotaMessages) {}

    @Override
    public String name() {
        return "user.list";
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
            return new Output(accounts.filter(account -> !account.isGroup())
                    .map(account -> new User(
                            account.address(),
                            account.displayName(),
                            account.roles(),
                            account.enabled(),
                            account.quotaBytes(),
                            account.quotaMessages()))
                    .sorted(Comparator.comparing(User::address))
                    .toList());
        }
    }
}
