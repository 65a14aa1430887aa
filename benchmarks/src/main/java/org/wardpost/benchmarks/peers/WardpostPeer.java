package org.wardpost.benchmarks.peers;

import java.nio.file.Path;
import java.util.List;
import org.wardpost.integration.RunningServer;

/** Our server as a stranger starts it: {@code ./wardpost quickstart}. */
public final class WardpostPeer implements Peer {
    private static final String PASSWORD = "benchmark-password-of-all";
    private final RunningServer server;

    /** @param folder an empty folder on the disk to measure */
    public WardpostPeer(Path folder, int accounts) {
        server = RunningServer.quickstart(folder, "--demo-users", "" + accounts, "--demo-password", PASSWORD);
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
    public long residentOctets() {
        return ProcessHandle.of(server.pid()).map(ProcessMemory::octets).orElse(0L);
    }

    @Override
    public void close() {
        server.close();
    }
}
