package org.wardpost.app.cli;

import java.util.List;
import org.wardpost.identity.operation.AddDomain;
import org.wardpost.identity.operation.ListDomains;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.RemoveDomain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardpost domain}. */
@Command(name = "domain", description = "Domains whose mail is taken in.", mixinStandardHelpOptions = true)
public final class DomainCommand extends GroupCommand {
    @Command(name = "add", description = "Takes in mail for a domain from now on.", mixinStandardHelpOptions = true)
    int add(@Mixin CommandFolders folders, @Parameters(paramLabel = "DOMAIN") String domain) {
        try (var calls = folders.calls()) {
            var answer = calls.call("domain.add", new AddDomain.Input(domain), AddDomain.Output.class);
            folders.printer().print(answer, "Added the domain " + answer.domain() + ".");
            return 0;
        }
    }

    @Command(
            name = "remove",
            description = "Ends it; refused while it has accounts or aliases.",
            mixinStandardHelpOptions = true)
    int remove(@Mixin CommandFolders folders, @Parameters(paramLabel = "DOMAIN") String domain) {
        try (var calls = folders.calls()) {
            var answer = calls.call("domain.remove", new RemoveDomain.Input(domain), RemoveDomain.Output.class);
            folders.printer().print(answer, "Removed the domain " + answer.domain() + ".");
            return 0;
        }
    }

    @Command(name = "list", description = "All domains.", mixinStandardHelpOptions = true)
    int list(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("domain.list", Nothing.NOTHING, ListDomains.Output.class);
            folders.printer()
                    .table(
                            answer,
                            List.of("DOMAIN"),
                            answer.domains().stream().map(List::of).toList(),
                            "There is no domain yet: wardpost domain add ward.example");
            return 0;
        }
    }
}
