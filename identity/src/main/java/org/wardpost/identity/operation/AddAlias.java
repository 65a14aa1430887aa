package org.wardpost.identity.operation;

import org.wardpost.identity.Address;

/** {@code alias add}: mail to one address goes to another, here or elsewhere. */
public final class AddAlias implements Operation<AddAlias.Input, AddAlias.Output> {
    public record Input(String alias, String target) {}

    public record Output(String alias, String target) {}

    @Override
    public String name() {
        return "alias.add";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.alias();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var alias = Address.of(input.alias());
        var target = Address.of(input.target());
        var store = context.store();
        if (!store.domains().contains(alias.domain())) {
            throw new OperationRefused(
                    "There is no domain " + alias.domain() + " here: wardpost domain add " + alias.domain());
        }
        if (store.accounts().findByAddress(alias.toString()).isPresent()) {
            throw new OperationRefused(alias + " is an account: an alias of that name would take its mail away.");
        }
        if (alias.equals(target)) {
            throw new IllegalArgumentException("An alias cannot point to itself.");
        }
        if (store.domains().contains(target.domain())
                && store.accounts().findByAddress(target.toString()).isEmpty()
                && store.aliases().resolve(target.toString()).isEmpty()) {
            throw new OperationRefused("There is no account and no alias " + target + ": mail to it would be refused.");
        }
        store.aliases().add(alias.toString(), target.toString());
        return new Output(alias.toString(), target.toString());
    }
}
