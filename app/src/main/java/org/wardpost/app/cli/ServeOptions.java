package org.wardpost.app.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where {@code serve} and {@code quickstart} listen. */
final class ServeOptions {
    @Option(names = "--port-offset", paramLabel = "N", description = "Every port is the standard one plus N.")
    @Nullable
    Integer portOffset;

    @Option(names = "--bind", paramLabel = "ADDRESS", description = "Address to listen on.")
    @Nullable
    String bind;
}
