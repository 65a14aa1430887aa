package org.wardpost.app.cli;

import org.wardpost.identity.operation.SetPassword;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code wardpost password}. */
@Command(name = "password", description = "Passwords.", mixinStandardHelpOptions = true)
public final class PasswordCommand extends GroupCommand {
    @Command(
            name = "set",
            description = "Sets a password; without one given, one is made and shown once.",
            mixinStandardHelpOptions = true)
    int set(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "ADDRESS") String address,
            @Mixin PasswordOptions password) {
        var input = new SetPassword.Input(address, password.read());
        try (var calls = folders.calls()) {
            var answer = calls.call("password.set", input, SetPassword.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "The password of " + answer.address() + " is changed; device passwords go on."
                                    + answer.password()
                                            .map(made -> "\nThe new one, shown only now: " + made)
                                            .orElse(""));
            return 0;
        }
    }
}
