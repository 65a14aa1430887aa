package org.wardpost.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.LoggerFactory;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.app.cli.AliasCommand;
import org.wardpost.app.cli.AuditCommand;
import org.wardpost.app.cli.BackupCommand;
import org.wardpost.app.cli.CompletionCommand;
import org.wardpost.app.cli.DevicePasswordCommand;
import org.wardpost.app.cli.DkimCommand;
import org.wardpost.app.cli.DoctorCommand;
import org.wardpost.app.cli.DomainCommand;
import org.wardpost.app.cli.ExportCommand;
import org.wardpost.app.cli.GroupMailboxCommand;
import org.wardpost.app.cli.ImportCommand;
import org.wardpost.app.cli.KeyCommand;
import org.wardpost.app.cli.PasswordCommand;
import org.wardpost.app.cli.PseudonymCommand;
import org.wardpost.app.cli.QueueCommand;
import org.wardpost.app.cli.QuickstartCommand;
import org.wardpost.app.cli.RestoreCommand;
import org.wardpost.app.cli.ServeCommand;
import org.wardpost.app.cli.ShredCommand;
import org.wardpost.app.cli.TrainCommand;
import org.wardpost.app.cli.UnlockCommand;
import org.wardpost.app.cli.UserCommand;
import org.wardpost.app.cli.VerifyCommand;
import org.wardpost.app.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code wardpost} command: each sub-command is one file of {@code org.wardpost.app.cli}. */
@Command(
        name = "wardpost",
        mixinStandardHelpOptions = true,
        versionProvider = Wardpost.Version.class,
        description = "One encrypted mail server that a hospital runs itself.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not done, and why stands on standard error", "2:the command line is not understood"
        })
public final class Wardpost implements Runnable {
    private static final int FAILED = 1;
    private static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("quickstart", QuickstartCommand.class),
            Map.entry("serve", ServeCommand.class),
            Map.entry("domain", DomainCommand.class),
            Map.entry("user", UserCommand.class),
            Map.entry("alias", AliasCommand.class),
            Map.entry("group", GroupMailboxCommand.class),
            Map.entry("password", PasswordCommand.class),
            Map.entry("device-password", DevicePasswordCommand.class),
            Map.entry("key", KeyCommand.class),
            Map.entry("unlock", UnlockCommand.class),
            Map.entry("queue", QueueCommand.class),
            Map.entry("dkim", DkimCommand.class),
            Map.entry("import", ImportCommand.class),
            Map.entry("export", ExportCommand.class),
            Map.entry("backup", BackupCommand.class),
            Map.entry("restore", RestoreCommand.class),
            Map.entry("shred", ShredCommand.class),
            Map.entry("verify", VerifyCommand.class),
            Map.entry("audit", AuditCommand.class),
            Map.entry("doctor", DoctorCommand.class),
            Map.entry("pseudonym", PseudonymCommand.class),
            Map.entry("completion", CompletionCommand.class),
            Map.entry("train", TrainCommand.class));

    /** Runs the command line {@code arguments} and ends the process with its exit code: 0 done, 1 not done, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine(arguments).execute(arguments));
    }

    /** The command line without a process around it; with the sub-commands that {@code arguments} need. */
    static CommandLine commandLine(String... arguments) {
        var root = new CommandLine(new Wardpost());
        needed(arguments).forEach(command -> root.addSubcommand(command.getKey(), command.getValue()));
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((e, line, _) -> {
                    line.getErr().println("wardpost: " + sentence(e));
                    return FAILED;
                });
    }

    /** One, when that one was named: reading the annotations of all takes a quarter of a start. */
    private static List<Map.Entry<String, Class<?>>> needed(String... arguments) {
        var named = arguments.length == 0 ? "" : arguments[0];
        var one = COMMANDS.stream()
                .filter(command -> command.getKey().equals(named) && command.getValue() != CompletionCommand.class)
                .toList();
        return one.isEmpty() ? COMMANDS : one;
    }

    private static String sentence(Exception e) {
        return switch (e) {
            case StartException s -> String.valueOf(s.getMessage());
            case SettingsException s -> String.valueOf(s.getMessage());
            case CommandFailed c -> String.valueOf(c.getMessage());
            case IllegalArgumentException i -> String.valueOf(i.getMessage());
            default -> {
                var fault = UUID.randomUUID().toString().substring(0, 8);
                LoggerFactory.getLogger(Wardpost.class).error("Fault {}", fault, e);
                yield "Something is broken; what is known about it stands above under " + fault + ".";
            }
        };
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Wardpost.class.getPackage().getImplementationVersion();
            return new String[] {"wardpost " + (version == null ? "(not packaged)" : version)};
        }
    }
}
