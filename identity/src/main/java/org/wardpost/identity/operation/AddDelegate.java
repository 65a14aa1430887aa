package org.wardpost.identity.operation;

import java.util.List;
import org.wardpost.identity.DelegationText;
import org.wardpost.identity.Role;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.Delegation.Sending;

/** {@code user delegate add}: somebody may write in the name of an account, as it or on its behalf. */
public final class AddDelegate implements Operation<AddDelegate.Input, AddDelegate.Output> {
    /** @param sending {@code on-behalf} or {@code as} */
    public record Input(String address, String delegate, String sending) {}

    public record Output(String address, String delegate, String sending) {}

    @Override
    public String name() {
        return "user.delegate.add";
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
        return input.address() + ": " + input.delegate() + ", sending " + input.sending();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var owner = context.users().requirePerson(input.address());
        context.actor().requireFor(owner);
        var delegate = context.users().requirePerson(input.delegate());
        var sending = DelegationText.sending(input.sending());
        if (sending == Sending.NONE) {
            throw new IllegalArgumentException("Say what the delegate may do: --send-as or --send-on-behalf.");
        }
        if (owner.id().equals(delegate.id())) {
            throw new IllegalArgumentException("Nobody is a delegate of himself.");
        }
        context.store().delegations().put(List.of(new Delegation(owner.id(), delegate.id(), sending, "")));
        return new Output(owner.address(), delegate.address(), DelegationText.shown(sending));
    }
}
