package org.wardpost.identity.operation;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.wardpost.identity.DelegationText;
import org.wardpost.identity.Role;
import org.wardpost.store.AccountId;
import org.wardpost.store.Store;
import org.wardpost.store.account.Delegation;

/** {@code user delegate list}: who may write in an account's name, and in whose name it may write. */
public final class ListDelegates implements Operation<ListDelegates.Input, ListDelegates.Output> {
    public record Input(String address) {}

    /**
     * @param delegates who may write in its name
     * @param writesFor in whose name it may write, its groups among them
     */
    public record Output(String address, List<Line> delegates, List<Line> writesFor) {}

    /** @param sending {@code none}, {@code on-behalf} or {@code as} */
    public record Line(String address, String sending) {}

    @Override
    public String name() {
        return "user.delegate.list";
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
        return input.address();
    }

    @Override
    public boolean audited() {
        return false;
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var owner = context.users().requirePerson(input.address());
        context.actor().requireFor(owner);
        var store = context.store();
        return new Output(
                owner.address(),
                lines(store.delegations().of(owner.id()), Delegation::delegate, store),
                lines(store.delegations().to(owner.id()), Delegation::owner, store));
    }

    private static List<Line> lines(List<Delegation> given, Function<Delegation, AccountId> other, Store store) {
        return given.stream()
                .flatMap(one -> store.accounts().find(other.apply(one)).stream()
                        .map(account -> new Line(account.address(), DelegationText.shown(one.sending()))))
                .sorted(Comparator.comparing(Line::address))
                .toList();
    }
}
