package org.wardpost.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        },
        subcommands = {
            QuickstartCommand.class,
            ServeCommand.class,
            DomainCommand.class,
            UserCommand.class,
            AliasCommand.class,
            GroupMailboxCommand.class,
            PasswordCommand.class,
            DevicePasswordCommand.class,
            KeyCommand.class,
            UnlockCommand.class,
            QueueCommand.class,
            DkimCommand.class,
            ImportCommand.class,
            ExportCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ShredCommand.class,
            VerifyCommand.class,
            AuditCommand.class,
            DoctorCommand.class,
            PseudonymCommand.class,
            CompletionCommand.class
        })
public final class Wardpost implements Runnable {
    private static final int FAILED = 1;

    /** Runs the command line {@code arguments} and ends the process with its exit code: 0 done, 1 not done, 2 wrong usage. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line without a process around it. */
    static CommandLine commandLine() {
        return new CommandLine(new Wardpost())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((e, line, _) -> {
                    line.getErr().println("wardpost: " + sentence(e));
                    return FAILED;
                });
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
