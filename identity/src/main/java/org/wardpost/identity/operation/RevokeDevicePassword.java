package org.wardpost.identity.operation;

/** {@code device-password revoke}: the device is out at its next command. */
public final class RevokeDevicePassword implements Operation<RevokeDevicePassword.Input, RevokeDevicePassword.Output> {
    public record Input(String address, int number) {}

    public record Output(String address, int number) {}

    @Override
    public String name() {
        return "device-password.revoke";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.address() + " " + input.number();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var account = context.users().requirePerson(input.address());
        context.users().revokeDevicePassword(account, input.number());
        return new Output(account.address(), input.number());
    }
}
