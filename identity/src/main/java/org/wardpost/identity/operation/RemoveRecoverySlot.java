package org.wardpost.identity.operation;

/** {@code key recovery remove-slot}: the shares do not open this account any more, except in backups. */
public final class RemoveRecoverySlot implements Operation<RemoveRecoverySlot.Input, RemoveRecoverySlot.Output> {
    public record Input(String address) {}

    public record Output(String address) {}

    @Override
    public String name() {
        return "key.remove-recovery-slot";
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
        var slot = RecoveryStatus.slot(context.store(), account)
                .orElseThrow(() -> new OperationRefused(account.address() + " has no recovery slot."));
        context.store().slots().remove(account.id(), slot.id());
        return new Output(account.address());
    }
}
