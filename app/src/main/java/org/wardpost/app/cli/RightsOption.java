package org.wardpost.app.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What members of a group may do in its mailboxes. */
final class RightsOption {
    @Option(
            names = "--rights",
            paramLabel = "LETTERS",
            description = {
                "What members may do in its mailboxes (RFC 4314): l see, r read, s mark as read, w other flags,",
                "i put in, p post, k make and x remove mailboxes, t mark as deleted, e expunge, a change access.",
                "Such as lrs to read only, or none. Default: all but a."
            })
    private @Nullable String letters;

    Optional<String> given() {
        return Optional.ofNullable(letters);
    }
}
