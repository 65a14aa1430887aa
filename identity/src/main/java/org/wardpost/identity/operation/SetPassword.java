package org.wardpost.identity.operation;

import java.util.Optional;
import org.wardpost.identity.PasswordRules;

/** {@code password set}: sessions of the old password end, device passwords go on. */
public final class SetPassword implements Operation<SetPassword.Input, SetPassword.Output> {
    /** @param password empty: one is made and told once */
    public record Input(String address, Optional<String> password) {
        @Override
        public String toString() {
            return "SetPassword.Input[...]";
        }
    }

    /** @param password only if it was made here */
    public record Output(String address, Optional<String> password) {
        @Override
        public String toString() {
            return "SetPassword.Output[...]";
        }
    }

    @Override
    public String name() {
        return "password.set";
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
        var account = context.users().requirePerson(input.address());
        context.users().setPassword(account, password.toCharArray());
        return new Output(account.address(), input.password().isPresent() ? Optional.empty() : Optional.of(password));
    }
}
