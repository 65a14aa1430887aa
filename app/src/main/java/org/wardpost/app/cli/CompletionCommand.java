package org.wardpost.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wardpost completion}: what bash and zsh need to complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints completion for bash and zsh: source <(wardpost completion)")
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    public CompletionCommand() {}

    @Override
    public Integer call() {
        System.out.println(AutoComplete.bash("wardpost", spec.root().commandLine()));
        return 0;
    }
}
