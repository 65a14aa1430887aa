package org.wardpost.identity.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code device-password list}: never the passwords themselves. */
public final class ListDevicePasswords implements Operation<ListDevicePasswords.Input, ListDevicePasswords.Output> {
    public record Input(String address) {}

    public record Output(List<Line> devicePasswords) {}

    /**
     * @param protocols empty: all
     * @param lastUsed to the minute
     */
    public record Line(
            int number,
            String label,
            Set<String> protocols,
            Instant created,
            Optional<Instant> expires,
            Optional<Instant> lastUsed) {}

    @Override
    public String name() {
        return "device-password.list";
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
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var account = context.users().requirePerson(input.address());
        var uses = context.users().lastUses(account);
        return new Output(context.users().devicePasswords(account).stream()
                .map(slot -> new Line(
                        slot.number(),
                        slot.details().label(),
                        slot.details().scopes(),
                        slot.details().created(),
                        slot.details().expires(),
                        Optional.ofNullable(uses.get(slot.id()))))
                .toList());
    }
}
