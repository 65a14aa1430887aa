package org.wardpost.identity.operation;

import org.wardpost.identity.Address;

/** {@code domain remove}: refused while an account or alias has an address in it. */
public final class RemoveDomain implements Operation<RemoveDomain.Input, RemoveDomain.Output> {
    public record Input(String domain) {}

    public record Output(String domain) {}

    @Override
    public String name() {
        return "domain.remove";
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.domain();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var domain = Address.domain(input.domain());
        var store = context.store();
        if (!store.domains().contains(domain)) {
            throw new OperationRefused("There is no domain " + domain + ".");
        }
        var ending = "@" + domain;
        try (var accounts = store.accounts().all()) {
            if (accounts.anyMatch(account -> account.address().endsWith(ending))) {
                throw new OperationRefused(
                        "There are accounts in " + domain + ": remove them first (wardpost user list).");
            }
        }
        if (store.aliases().list().stream().anyMatch(alias -> alias.address().endsWith(ending))) {
            throw new OperationRefused("There are aliases in " + domain + ": remove them first (wardpost alias list).");
        }
        store.domains().remove(domain);
        return new Output(domain);
    }
}
