package org.wardpost.identity.operation;

import java.util.Map;
import java.util.Optional;
import org.wardpost.identity.PasswordRules;
import org.wardpost.store.account.Account;
import org.wardpost.vault.RecoveryKey;

/** {@code key recover --account}: shares open one account, which gets a new password; then what they opened is forgotten. */
public final class RecoverAccount implements Operation<RecoverAccount.Input, RecoverAccount.Output> {
    /**
     * @param shares as typed, by where they come from
     * @param password empty: one is made and told once
     */
    public record Input(String address, Map<String, String> shares, Optional<String> password) {
        @Override
        public String toString() {
            return "RecoverAccount.Input[...]";
        }
    }

    /** @param password only if it was made here */
    public record Output(String address, Optional<String> password) {
        @Override
        public String toString() {
            return "RecoverAccount.Output[...]";
        }
    }

    @Override
    public String name() {
        return "key.recover-account";
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
        var account = context.users().require(input.address());
        var password = input.password().orElseGet(PasswordRules::random);
        try (var key = RecoveryKey.ofTyped(input.shares())) {
            requireSlot(account, key, context);
            context.users().recover(account, key, password.toCharArray());
        }
        return new Output(account.address(), input.password().isPresent() ? Optional.empty() : Optional.of(password));
    }

    private static void requireSlot(Account account, RecoveryKey key, OperationContext context) {
        var slot = RecoveryStatus.slot(context.store(), account)
                .orElseThrow(() -> new OperationRefused(account.address()
                        + " has no recovery slot, so no shares open it. If the account is not sealed, wardpost password set "
                        + account.address() + " is enough."));
        var authority = key.authority().id().toString();
        if (!slot.details().label().equals(authority)) {
            throw new OperationRefused("The recovery slot of " + account.address() + " is for the authority "
                    + slot.details().label() + ", and these shares are of " + authority + ".");
        }
    }
}
