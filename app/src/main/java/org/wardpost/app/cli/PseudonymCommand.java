package org.wardpost.app.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.ResolvePseudonym;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost pseudonym}. */
@Command(
        name = "pseudonym",
        description = "Keyed names that stand for addresses in logs.",
        mixinStandardHelpOptions = true)
public final class PseudonymCommand extends GroupCommand {
    @Command(
            name = "resolve",
            description = "Which account, alias or domain a log means; audited.",
            mixinStandardHelpOptions = true)
    int resolve(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "PSEUDONYM", description = "As the log has it: u:…") String pseudonym,
            @Option(
                            names = "--try",
                            paramLabel = "TEXT",
                            description = "An outside address, or another text, to compare as well.")
                    @Nullable
                    List<String> candidates) {
        var input = new ResolvePseudonym.Input(pseudonym, candidates == null ? List.of() : candidates);
        try (var calls = folders.calls()) {
            var answer = calls.call("pseudonym.resolve", input, ResolvePseudonym.Output.class);
            folders.printer()
                    .print(
                            answer,
                            answer.texts().isEmpty()
                                    ? "It is no account, alias or domain here; compare an outside address with --try ADDRESS."
                                    : String.join("\n", answer.texts()));
            return answer.texts().isEmpty() ? 1 : 0;
        }
    }
}
