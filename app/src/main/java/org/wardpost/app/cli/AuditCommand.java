package org.wardpost.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardpost.app.StartException;
import org.wardpost.app.audit.CheckpointText;
import org.wardpost.identity.operation.ListAuditEvents;
import org.wardpost.identity.operation.VerifyAudit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code wardpost audit}. */
@Command(
        name = "audit",
        description = "Who did what to whom, in a chain that cannot be changed unseen.",
        mixinStandardHelpOptions = true)
public final class AuditCommand extends GroupCommand {
    private static final int MOST_COPIES = 2_000;

    @Command(
            name = "list",
            description = "The newest events, the oldest of them first; audited.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin CommandFolders folders,
            @Option(
                            names = "--since",
                            paramLabel = "TIME",
                            description = "2026-11-28, 2026-11-28T06:00:00Z, or so long ago: 90m, 24h, 7d.")
                    @Nullable
                    String since,
            @Option(names = "--what", paramLabel = "NAME", description = "Only this operation, such as user.add.")
                    @Nullable
                    String what,
            @Option(names = "--last", paramLabel = "N", defaultValue = "200", description = "At most so many (200).")
                    int last) {
        var input = new ListAuditEvents.Input(
                Optional.ofNullable(since).map(text -> time(text, Instant.now())), Optional.ofNullable(what), last);
        try (var calls = folders.calls()) {
            var answer = calls.call("audit.list", input, ListAuditEvents.Output.class);
            var lines = answer.events().stream()
                    .map(event -> List.of(
                            event.time().toString(),
                            Long.toString(event.number()),
                            event.actor(),
                            event.what(),
                            event.target().isEmpty() ? "-" : event.target(),
                            event.facts().entrySet().stream()
                                    .map(fact -> fact.getKey() + "=" + fact.getValue())
                                    .collect(Collectors.joining(" "))))
                    .toList();
            folders.printer()
                    .table(answer, List.of("TIME", "NUMBER", "WHO", "WHAT", "TO WHOM", ""), lines, "No such event.");
            return 0;
        }
    }

    @Command(
            name = "verify",
            description = {
                "Checks every event, link and signature; 1 if something was changed.",
                "That the end was cut off is seen only against copies (audit.copies)."
            },
            mixinStandardHelpOptions = true)
    int verify(
            @Mixin CommandFolders folders,
            @Option(
                            names = "--against",
                            paramLabel = "FILE",
                            description =
                                    "Checkpoints kept elsewhere: the file, a syslog, saved mail. Can be repeated.")
                    @Nullable
                    List<Path> files) {
        var input = new VerifyAudit.Input(copies(files == null ? List.of() : files));
        try (var calls = folders.calls()) {
            var answer = calls.call("audit.verify", input, VerifyAudit.Output.class);
            folders.printer()
                    .print(
                            answer,
                            answer.chains().stream().map(AuditCommand::sentence).collect(Collectors.joining("\n")));
            return answer.chains().stream().allMatch(chain -> chain.problem().isEmpty()) ? 0 : 1;
        }
    }

    private static String sentence(VerifyAudit.Chain chain) {
        if (chain.problem().isPresent()) {
            return "Chain " + chain.node() + " is not as it was, "
                    + chain.problem().get();
        }
        var outside = chain.when()
                .map(when -> "up to event " + chain.copied() + " as signed " + when + " elsewhere (" + chain.copies()
                        + " copies)")
                .orElse("compared with no copy: whether its end was cut off cannot be seen");
        return "Chain " + chain.node() + " is intact: " + chain.events() + " events, " + outside + ".";
    }

    /** The newest, and enough of those before: each vouches for everything up to it. */
    private static List<String> copies(List<Path> files) {
        var all = new ArrayList<String>();
        for (var file : files) {
            try {
                var found = CheckpointText.in(Files.readAllBytes(file));
                if (found.checkpoints().isEmpty()) {
                    throw new StartException("There is no checkpoint in " + file + ".");
                }
                if (found.damaged() > 0) {
                    System.err.println(found.damaged() + " damaged checkpoint(s) in " + file + " were passed over.");
                }
                all.addAll(found.checkpoints());
            } catch (IOException e) {
                throw new StartException("The file " + file + " cannot be read: " + StartException.reason(e) + ".", e);
            }
        }
        int step = Math.ceilDiv(all.size(), MOST_COPIES);
        var some = new ArrayList<String>();
        for (int i = all.size() - 1; i >= 0; i -= step) {
            some.add(all.get(i));
        }
        return List.copyOf(some);
    }

    /** A moment, or a time span before {@code now}. */
    static Instant time(String text, Instant now) {
        try {
            if (text.matches("\\d+[mhd]")) {
                long number = Long.parseLong(text.substring(0, text.length() - 1));
                return now.minus(
                        switch (text.charAt(text.length() - 1)) {
                            case 'm' -> Duration.ofMinutes(number);
                            case 'h' -> Duration.ofHours(number);
                            default -> Duration.ofDays(number);
                        });
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no time: write 2026-11-28, 2026-11-28T06:00:00Z, or so long ago such as 24h.");
        }
    }
}
