package org.wardpost.app.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** How far one may write in another's name; one of them at most. */
final class SendingOptions {
    @Option(names = "--send-as", description = "May write as that address, in From and as envelope sender.")
    private boolean as;

    @Option(
            names = "--send-on-behalf",
            description = "May write From that address, with the own one as Sender (it is added).")
    private boolean onBehalf;

    @Option(names = "--no-sending", description = "May not write in its name.")
    private boolean none;

    /** As operations take it; empty if nothing was said. */
    static Optional<String> of(@org.jspecify.annotations.Nullable SendingOptions said) {
        return Optional.ofNullable(said).map(options -> options.as ? "as" : options.onBehalf ? "on-behalf" : "none");
    }
}
