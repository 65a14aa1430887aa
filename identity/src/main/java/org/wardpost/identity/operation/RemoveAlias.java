package org.wardpost.identity.operation;

import java.util.Optional;
import org.wardpost.identity.Address;

/** {@code alias remove}: one target of an alias, or all of them. */
public final class RemoveAlias implements Operation<RemoveAlias.Input, RemoveAlias.Output> {
    /** @param target empty: every target */
    public record Input(String alias, Optional<String> target) {}

    public record Output(String alias, int removed) {}

    @Override
    public String name() {
        return "alias.remove";
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
        var alias = Address.of(input.alias()).toString();
        var wanted = input.target().map(target -> Address.of(target).toString());
        var aliases = context.store().aliases();
        var targets = aliases.resolve(alias).stream()
                .filter(target -> wanted.map(target::equals).orElse(true))
                .toList();
        if (targets.isEmpty()) {
            throw new OperationRefused("There is no alias " + alias
                    + wanted.map(target -> " to " + target).orElse("") + ".");
        }
        targets.forEach(target -> aliases.remove(alias, target));
        return new Output(alias, targets.size());
    }
}
