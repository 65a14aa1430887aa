package org.wardpost.integration.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.integration.Finished;
import org.wardpost.integration.RunningServer;

/** Nothing readable on any disk: phrases go in by every door, the server is killed, and the disk is read as a thief reads it. */
class CanaryTest {
    @Test
    void afterAKillNoFileHoldsAPhraseInAnySpelling(@TempDir Path root) {
        var phrases = new Phrases();
        var transcript = new Transcript(root.resolve("transcript"));
        try (var server = RunningServer.quickstart(root.resolve("server"), "--demo-users", "2")) {
            var run = new CanaryRun(server, phrases, transcript);
            var folder = run.importFolder(root);
            server.command("import", server.account(0).address(), folder.toString())
                    .succeeded();
            run.everything();
            server.kill();

            var scan = new DiskScan(phrases);
            Places.of(server.folders()).forEach(place -> scanned(scan, place));
            assertThat(scan.hits()).isEmpty();
            assertThat(scan.octetsRead()).as("the 30 MB message lies there").isGreaterThan(25_000_000);

            var deleted = server.folders();
            server.start(); // leftovers of the kill are deleted, and what was queued goes on
            server.terminate();
            var again = new DiskScan(phrases);
            Places.of(deleted).forEach(place -> scanned(again, place));
            assertThat(again.hits()).isEmpty();
        }
    }

    /** The switch: with what was sent laid into the data folder in plain, the same scan must find every phrase. */
    @Test
    void theScanFindsEveryPhraseWhereMailIsStoredInPlain(@TempDir Path root) {
        var phrases = new Phrases();
        var transcript = new Transcript(root.resolve("transcript"));
        try (var server = RunningServer.quickstart(root.resolve("server"), "--demo-users", "2")) {
            var run = new CanaryRun(server, phrases, transcript);
            run.importFolder(root);
            run.everything();
            server.kill();
            transcript.layInto(server.folders().data());

            var scan = new DiskScan(phrases).file(server.folders().data().resolve("plain"));
            assertThat(phrases.byPlace().keySet())
                    .allSatisfy(place ->
                            assertThat(scan.hits().keySet()).as(place).anyMatch(hit -> hit.startsWith(place + " ")));
        }
    }

    /** What compresses is found too: the same transcript inside a gzip, a zip and a zlib stream. */
    @Test
    void theScanLooksInsideDeflateStreams(@TempDir Path root) {
        var phrases = new Phrases();
        var mail = root.resolve("mail");
        new Transcript(mail).add(CanaryMail.of(phrases, 1000));
        Finished.run(List.of("gzip", "-k", mail.toString()), root.resolve("tmp"))
                .succeeded();
        var scan = new DiskScan(phrases).file(root.resolve("mail.gz"));
        assertThat(scan.hits().keySet()).contains("subject as UTF-8", "plain body as UTF-8");
    }

    private static void scanned(DiskScan scan, Path place) {
        if (place.toFile().isDirectory()) scan.folder(place);
        else scan.file(place);
    }
}
