package org.wardpost.identity.operation;

/** {@code user remove}: the account, its mail and every key to it. */
public final class RemoveUser implements Operation<RemoveUser.Input, RemoveUser.Output> {
    public record Input(String address) {}

    public record Output(String address) {}

    @Override
    public String name() {
        return "user.remove";
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
        var account = context.users().requirePerson(input.address());
        context.users().remove(account);
        return new Output(account.address());
    }
}
