package org.wardpost.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardpost.integration.RunningServer;

/** Our server as a stranger starts it: {@code ./wardpost quickstart}, with one setting, logins without TLS on loopback. */
public final class WardpostPeer implements Peer {
    public static final String ID = "wardpost";
    private static final String PASSWORD = "benchmark-password-of-all";
    /** The launcher has G1 look every 15 s what it can give back. */
    private static final Duration SETTLING = Duration.ofSeconds(18);

    private final RunningServer server;

    /**
     * @param folder an empty folder on the disk to measure
     * @param recording where CPU time samples go when it has stopped; it is then slower
     */
    public WardpostPeer(Path folder, int accounts, Optional<Path> recording) {
        var settings = folder.resolve("wardpost.toml");
        try {
            Files.createDirectories(folder);
            Files.writeString(settings, "[imap]\nlogin-without-tls = \"on-loopback\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var arguments =
                List.of("--config", settings.toString(), "--demo-users", "" + accounts, "--demo-password", PASSWORD);
        var options = recording.map(WardpostPeer::sampling).map(flag -> Map.of("WARDPOST_JAVA_OPTS", flag));
        server = RunningServer.quickstart(folder, options.orElse(Map.of()), arguments.toArray(String[]::new));
    }

    /** The launcher's own way to more options of the JVM. */
    private static String sampling(Path recording) {
        return "-XX:StartFlightRecording=jdk.CPUTimeSample#enabled=true,jdk.CPUTimeSample#throttle=1ms,dumponexit=true,filename="
                + recording;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String name() {
        return "Wardpost";
    }

    @Override
    public int lmtpPort() {
        return server.port("lmtp");
    }

    @Override
    public int imapPort() {
        return server.port("imap");
    }

    @Override
    public int imapsPort() {
        return server.port("imaps");
    }

    @Override
    public int smtpPort() {
        return server.port("smtp");
    }

    @Override
    public List<String> addresses() {
        return server.accounts().stream()
                .map(RunningServer.MailAccount::address)
                .toList();
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    @Override
    public void stop() {
        server.terminate();
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void settle() throws InterruptedException {
        Thread.sleep(SETTLING);
    }

    @Override
    public long residentOctets() {
        return ProcessHandle.of(server.pid()).map(ProcessMemory::octets).orElse(0L);
    }

    @Override
    public void close() {
        server.close();
    }
}
