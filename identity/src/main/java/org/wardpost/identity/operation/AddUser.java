package org.wardpost.identity.operation;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wardpost.identity.PasswordRules;
import org.wardpost.identity.Users;

/** {@code user add}: an account; without a password one is made and told once. */
public final class AddUser implements Operation<AddUser.Input, AddUser.Output> {
    /**
     * @param roles beside {@code user}, by name
     * @param quotaBytes empty: no limit
     */
    public record Input(
            String address,
            Optional<String> displayName,
            Set<String> roles,
            OptionalLong quotaBytes,
            OptionalLong quotaMessages,
            Optional<String> password) {
        @Override
        public String toString() {
            return "AddUser.Input[...]";
        }
    }

    /** @param password only if it was made here */
    public record Output(String address, Optional<String> password) {
        @Override
        public String toString() {
            return "AddUser.Output[...]";
        }
    }

    @Override
    public String name() {
        return "user.add";
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
        var password = input.password().orElseGet(PasswordRules::random);
        var account = context.users()
                .create(new Users.NewUser(
                        input.address(),
                        input.displayName().orElse(""),
                        input.roles(),
                        input.quotaBytes(),
                        input.quotaMessages(),
                        password.toCharArray()));
        return new Output(account.address(), input.password().isPresent() ? Optional.empty() : Optional.of(password));
    }
}
