package org.wardpost.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.wardpost.app.StartException;
import org.wardpost.app.admin.CommandFailed;
import org.wardpost.vault.RecoveryShare;
import picocli.CommandLine.Option;

/** Where the shares of a recovery authority come from. Never the command line itself: other users see that in {@code ps}. */
final class ShareOptions {
    /** From the first letters of a share to the next empty line: what was printed has a head above and a foot below. */
    private static final Pattern SHARE = Pattern.compile("(?is)wps-.*?(?=\\n\\s*\\n|\\z)");

    private static final int LETTERS = 3 + 90;

    @Option(
            names = "--share",
            paramLabel = "FILE",
            description =
                    "A file with a share, as it was printed; once for each. Default: ask at the terminal, without showing.")
    private List<Path> files = List.of();

    boolean given() {
        return !files.isEmpty();
    }

    /** Text by where it comes from. */
    Map<String, String> read() {
        var shares = new LinkedHashMap<String, String>();
        for (var file : files) {
            try {
                var text = Files.readString(file);
                var found = SHARE.matcher(text)
                        .results()
                        .map(match -> match.group())
                        .toList();
                for (var i = 0; i < found.size(); i++) {
                    shares.put(file + (found.size() > 1 ? ", number " + (i + 1) : ""), found.get(i));
                }
                if (found.isEmpty()) {
                    shares.put(file.toString(), text);
                }
            } catch (IOException e) {
                throw new CommandFailed("The share " + file + " cannot be read: " + StartException.reason(e) + ".");
            }
        }
        return files.isEmpty() ? asked() : shares;
    }

    private static Map<String, String> asked() {
        var shares = new LinkedHashMap<String, String>();
        var needed = 2;
        while (shares.size() < needed) {
            var number = shares.size() + 1;
            var text = lines("Share " + number + (number > 1 ? " of " + needed : "") + ": ");
            try (var share = RecoveryShare.parse(text)) {
                needed = share.threshold();
                shares.put("share " + number + " (printed as number " + share.index() + ")", text);
                System.err.println("That is share " + share.index() + " of " + share.shares() + ", authority "
                        + share.authority() + ".");
            } catch (IllegalArgumentException damaged) {
                System.err.println("This share is not good: " + damaged.getMessage() + ". Type it again.");
            }
        }
        return shares;
    }

    /** A share stands on three lines; an empty one ends it early. */
    private static String lines(String prompt) {
        var text = new StringBuilder();
        var next = prompt;
        while (text.toString().replaceAll("[\\s-]", "").length() < LETTERS) {
            var line = new String(Terminal.hidden(next, "share"));
            if (line.isBlank()) {
                break;
            }
            text.append(line).append('\n');
            next = "its next line: ";
        }
        return text.toString();
    }
}
