package org.wardpost.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has commands below it. */
@Command
abstract class GroupCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    GroupCommand() {}

    @Override
    public void run() {
        var below = String.join(", ", spec.subcommands().keySet());
        throw new ParameterException(spec.commandLine(), "Say what to do: " + spec.qualifiedName() + " " + below);
    }
}
