package org.wardpost.identity.operation;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wardpost.store.account.SlotDetails;

/** {@code key recovery add-slot}: enough shares of the recovery authority open this account too. */
public final class AddRecoverySlot implements Operation<AddRecoverySlot.Input, AddRecoverySlot.Output> {
    private final Clock clock;

    public AddRecoverySlot(Clock clock) {
        this.clock = clock;
    }

    public record Input(String address) {}

    public record Output(String address, UUID authority) {}

    @Override
    public String name() {
        return "key.add-recovery-slot";
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
        var authority = context.store()
                .recovery()
                .authority()
                .orElseThrow(() -> new OperationRefused(
                        "There is no recovery authority yet: wardpost key add-recovery --threshold 3 --shares 5"));
        var details = new SlotDetails(authority.id().toString(), Set.of(), clock.instant(), Optional.empty());
        context.store().slots().addRecovery(account.id(), authority, details);
        return new Output(account.address(), authority.id());
    }
}
