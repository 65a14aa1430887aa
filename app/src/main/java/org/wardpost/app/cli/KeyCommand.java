package org.wardpost.app.cli;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardpost.identity.operation.DestroyRootKey;
import org.wardpost.identity.operation.ExportRootKey;
import org.wardpost.identity.operation.KeyStatus;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.RotateKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wardpost key}. */
@Command(
        name = "key",
        description = "The root key and the working keys under it.",
        mixinStandardHelpOptions = true,
        subcommands = {AddRecoveryCommand.class, RecoverCommand.class, RecoveryCommand.class})
public final class KeyCommand extends GroupCommand {
    @Command(name = "status", description = "Which keys there are; none of them.", mixinStandardHelpOptions = true)
    int status(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call("key.status", Nothing.NOTHING, KeyStatus.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "Root key      " + answer.rootVersion() + " (" + answer.provider() + "; at hand: "
                                    + numbers(answer.rootVersions()) + ")\nWorking key   " + answer.workingVersion()
                                    + " (in use: "
                                    + numbers(answer.workingVersions()) + ")\nRecovery      "
                                    + answer.recovery().orElse("none: a lost root key is lost mail"));
            return 0;
        }
    }

    @Command(
            name = "rotate",
            description = "A new root key and working key, while serving.",
            mixinStandardHelpOptions = true)
    int rotate(@Mixin CommandFolders folders) {
        try (var calls = folders.calls()) {
            var answer = calls.call(
                    "key.rotate",
                    Nothing.NOTHING,
                    RotateKeys.Output.class,
                    folders.printer().progress());
            folders.printer()
                    .print(
                            answer,
                            "Root key " + answer.rootVersion() + " and working key " + answer.workingVersion()
                                    + " are in use; " + answer.slots() + " slots were sealed anew"
                                    + (answer.behind() > 0 ? ", " + answer.behind() + " follow while it serves." : ".")
                                    + " Keep older root keys as long as backups that were made under them.");
            return 0;
        }
    }

    @Command(
            name = "destroy",
            mixinStandardHelpOptions = true,
            description = "Destroys a root key that was replaced; lists the backups that die with it.")
    int destroy(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "VERSION") int version,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        try (var calls = folders.calls()) {
            var look = calls.call("key.destroy", new DestroyRootKey.Input(version, true), DestroyRootKey.Output.class);
            var dying = look.backups().stream()
                    .map(backup -> "  " + backup.made() + "  " + backup.folder() + "\n")
                    .collect(Collectors.joining());
            var left = look.byShares().stream()
                    .map(backup -> "  " + backup.made() + "  " + backup.folder() + ": "
                            + backup.byShares().orElse("") + "\n")
                    .collect(Collectors.joining());
            var shares =
                    left.isEmpty() ? "" : "These then open only by shares, which are as good as the root key:\n" + left;
            if (!yes
                    && !Terminal.confirm("Destroy the root key " + version + "? "
                            + (dying.isEmpty()
                                    ? "No backup that is known here dies with it.\n"
                                    : "Nothing will open these backups again:\n" + dying)
                            + shares)) {
                return 1;
            }
            var answer =
                    calls.call("key.destroy", new DestroyRootKey.Input(version, false), DestroyRootKey.Output.class);
            folders.printer()
                    .print(
                            answer,
                            "Destroyed the root key " + version + ". Destroy it in every copy of the key folder too."
                                    + (dying.isEmpty()
                                            ? ""
                                            : " Nothing opens these backups any more:\n" + dying.stripTrailing())
                                    + (shares.isEmpty() ? "" : "\n" + shares.stripTrailing()));
            return 0;
        }
    }

    @Command(
            name = "export-root",
            mixinStandardHelpOptions = true,
            description = "Prints the root key as 64 hexadecimal digits: whoever has them can read everything.")
    int exportRoot(
            @Mixin CommandFolders folders,
            @Parameters(paramLabel = "VERSION", arity = "0..1", description = "Default: the current one.") @Nullable
                    Integer version,
            @Option(names = "--yes", description = "Do not ask.") boolean yes) {
        if (!yes
                && !Terminal.confirm(
                        "Print the root key? Whoever sees it can read every mail of this server and its backups.")) {
            return 1;
        }
        try (var calls = folders.calls()) {
            var input = new ExportRootKey.Input(version == null ? OptionalInt.empty() : OptionalInt.of(version));
            var answer = calls.call("key.export-root", input, ExportRootKey.Output.class);
            folders.printer().print(answer, answer.hex());
            return 0;
        }
    }

    private static String numbers(java.util.List<Integer> versions) {
        return versions.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
