package org.wardpost.app.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.AddAlias;
import org.wardpost.identity.operation.ListAliases;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.RemoveAlias;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardpost alias}. */
@Command(
        name = "alias",
        description = "Further addresses, and addresses of several people.",
        mixinStandardHelpOptions = true)
public final class AliasCommand extends GroupCommand {
    @Command(
            name = "add",
            description = "Mail to ALIAS goes to TARGET; an alias may have several.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ALIAS") String alias,
            @Parameters(paramLabel = "TARGET") String target) {
        try (var calls = folders.calls()) {
            var answer = calls.call("alias.add", new AddAlias.Input(alias, target), AddAlias.Output.class);
            folders.printer().print(answer, "Mail to " + answer.alias() + " goes to " + answer.target() + ".");
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = "Removes one target of an alias, or the whole alias.",
            mixinStandardHelpOptions = true)
    int remove(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ALIAS") String alias,
            @Parameters(paramLabel = "TARGET", arity = "0..1") @Nullable String target) {
        try (var calls = folders.calls()) {
            var input = new RemoveAlias.Input(alias, Optional.ofNullable(target));
            var answer = calls.call("alias.remove", input, RemoveAlias.Output.class);
            folders.printer().print(answer, "Removed " + answer.removed() + " target(s) of " + answer.alias() + ".");
            return 0;
        }
    }

    @Command(name = "list", description = "All aliases.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("alias.list", Nothing.NOTHING, ListAliases.Output.class);
            var lines = answer.aliases().stream()
                    .map(line -> List.of(line.alias(), line.target()))
                    .toList();
            folders.printer().table(answer, List.of("ALIAS", "TARGET"), lines, "There is no alias.");
            return 0;
        }
    }
}
