package org.wardpost.identity.operation;

import java.util.List;
import org.wardpost.identity.Role;

/** {@code user delegate remove}. */
public final class RemoveDelegate implements Operation<RemoveDelegate.Input, RemoveDelegate.Output> {
    public record Input(String address, String delegate) {}

    public record Output(String address, String delegate) {}

    @Override
    public String name() {
        return "user.delegate.remove";
    }

    @Override
    public Role role() {
        return Role.USER;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.address() + ": " + input.delegate();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var owner = context.users().requirePerson(input.address());
        context.actor().requireFor(owner);
        var delegate = context.users().requirePerson(input.delegate());
        if (context.store().delegations().remove(owner.id(), List.of(delegate.id())) == 0) {
            throw new OperationRefused(delegate.address() + " is no delegate of " + owner.address()
                    + " (wardpost user delegate list " + owner.address() + ").");
        }
        return new Output(owner.address(), delegate.address());
    }
}
