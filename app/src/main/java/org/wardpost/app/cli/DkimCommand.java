package org.wardpost.app.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.mail.operation.AddDkimKey;
import org.wardpost.mail.operation.ListDkimKeys;
import org.wardpost.mail.operation.RemoveDkimKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost dkim}. */
@Command(name = "dkim", description = "Keys that sign outgoing mail, one a domain.", mixinStandardHelpOptions = true)
public final class DkimCommand extends GroupCommand {
    @Command(
            name = "add",
            description = "Makes a key and prints the DNS record to publish.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "DOMAIN") String domain,
            @Option(names = "--selector", paramLabel = "NAME", description = "Default: wardpost.") @Nullable
                    String selector) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "dkim.add", new AddDkimKey.Input(domain, Optional.ofNullable(selector)), AddDkimKey.Output.class);
            folders.printer().print(answer, answer.name() + ". TXT \"" + answer.value() + "\"");
            return 0;
        }
    }

    @Command(name = "list", description = "Domains that sign, with their records.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("dkim.list", Nothing.NOTHING, ListDkimKeys.Output.class);
            folders.printer()
                    .table(
                            answer,
                            List.of("DOMAIN", "TXT RECORD", "VALUE"),
                            answer.keys().stream()
                                    .map(key -> List.of(key.domain(), key.name(), key.value()))
                                    .toList(),
                            "No domain signs yet: wardpost dkim add ward.example");
            return 0;
        }
    }

    @Command(name = "remove", description = "Signs no more.", mixinStandardHelpOptions = true)
    int remove(@Mixin CommandFolders folders, @Parameters(paramLabel = "DOMAIN") String domain) {
        try (var calls = folders.calls()) {
            var answer = calls.call("dkim.remove", new RemoveDkimKey.Input(domain), RemoveDkimKey.Output.class);
            folders.printer().print(answer, "Removed the key of " + answer.domain() + ".");
            return 0;
        }
    }
}
