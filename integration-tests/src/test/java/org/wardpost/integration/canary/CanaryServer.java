package org.wardpost.integration.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wardpost.integration.RunningServer;

/** A server that talks as much as it can, its neighbours, a phrase in every place, and whoever watches where it writes. */
final class CanaryServer implements AutoCloseable {
    /** What a support engineer would switch on at most. */
    private static final String LOUDEST = """
            [log]
            levels = ["ROOT=TRACE", "org.wardpost=TRACE", "org.apache.james=TRACE", "org.apache.mailet=TRACE", "org.jooq=TRACE",
              "org.flywaydb=TRACE", "com.zaxxer.hikari=TRACE", "h2database=TRACE", "io.netty=TRACE", "reactor=TRACE"]
            """;

    private final Path root;
    private final Phrases phrases = new Phrases();
    private final Transcript transcript;
    private final CanaryOutgoing outgoing;
    private final NewFiles newFiles;
    private final RunningServer server;
    private final OpenFiles openFiles;
    private final CanaryOperator operator;

    /** @param database {@code --database URL}, or nothing */
    CanaryServer(Path root, String... database) throws IOException {
        this.root = root;
        this.transcript = new Transcript(root.resolve("transcript"));
        this.outgoing = new CanaryOutgoing(phrases, transcript);
        this.newFiles = new NewFiles(Places.foreign(), root);
        var folders = new RunningServer.Folders(Files.createDirectory(root.resolve("server")));
        var settings =
                outgoing.settings() + "[audit]\ncopies = [\"file:" + Places.auditCopies(folders) + "\"]\n" + LOUDEST;
        var config = Files.writeString(root.resolve("wardpost.toml"), settings);
        var password = transcript.add(phrases.word("demo password")); // which quickstart keeps, to print it again
        var arguments = Stream.concat(
                Stream.of("--demo-users", "2", "--demo-password", password, "--config", config.toString()),
                Stream.of(database));
        this.server = RunningServer.quickstart(folders.root(), arguments.toArray(String[]::new));
        this.openFiles = new OpenFiles(server.pid(), places(), new DiskScan(phrases));
        this.operator = new CanaryOperator(server, phrases, transcript, List.of(database));
    }

    Phrases phrases() {
        return phrases;
    }

    Transcript transcript() {
        return transcript;
    }

    RunningServer server() {
        return server;
    }

    CanaryOperator operator() {
        return operator;
    }

    /** What the product writes to by itself or by order. */
    List<Path> places() {
        var all = new ArrayList<>(Places.of(server.folders()));
        all.addAll(Places.besides(server.folders()));
        return all;
    }

    /** Every phrase goes in; then {@code kill -9} with an import and an APPEND under way, and mail in the queue. */
    CanaryOperator.Import everythingAndKilled() {
        operator.everything();
        outgoing.everything(server, operator);
        new CanaryRun(server, phrases, transcript).everything();
        var begun = operator.importBegun(root);
        server.kill();
        openFiles.close();
        return begun;
    }

    /** The server's own places, what it wrote elsewhere, what it deleted again, and what is new in shared folders. */
    void assertNothingReadable() {
        var scan = new DiskScan(phrases);
        places().forEach(scan::place);
        newFiles.all().forEach(scan::place);
        assertThat(scan.hits()).isEmpty();
        assertThat(openFiles.scan().hits()).as("deleted before the kill").isEmpty();
        assertThat(openFiles.elsewhere()).as("written outside of its folders").isEmpty();
        assertThat(places()).allSatisfy(place -> assertThat(place).exists());
        assertThat(scan.octetsRead()).as("the 30 MB message lies there").isGreaterThan(25_000_000);
    }

    /** The switch: with what was sent laid into a place in plain, the same scan finds every phrase. */
    void assertFoundIfPlainIn(Path place) {
        transcript.layInto(place);
        assertAllFound(new DiskScan(phrases).place(place), place.toString());
    }

    void assertAllFound(DiskScan scan, String where) {
        assertThat(phrases.places())
                .as(where)
                .allSatisfy(phrase -> assertThat(scan.hits().keySet())
                        .as(phrase)
                        .anyMatch(hit -> hit.startsWith(phrase + " as ") || hit.startsWith(phrase + " in ")));
    }

    @Override
    public void close() {
        server.close();
        openFiles.close();
        outgoing.close();
    }
}
