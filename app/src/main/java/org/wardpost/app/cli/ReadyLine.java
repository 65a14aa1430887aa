package org.wardpost.app.cli;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.app.wiring.Server;
import org.wardpost.mail.Ports;

/**
 * What {@code --json} prints once mail is served; scripts rely on these names.
 * @param ready_ms since the start of the Java process
 */
record ReadyLine(
        String host,
        Map<String, Integer> ports,
        List<Account> accounts,
        List<Group> groups,
        String ca,
        String data,
        String keys,
        long pid,
        long ready_ms) {
    record Account(String address, Optional<String> password) {}

    /** A mailbox that its members find in their own tree. */
    record Group(String address, List<String> members) {}

    static ReadyLine of(Server server, OpenStore open, List<Account> accounts, List<Group> groups) {
        var ports = new LinkedHashMap<String, Integer>();
        for (var name : Ports.NAMES) {
            if (server.ports().serves(name)) {
                ports.put(name, server.ports().of(name));
            }
        }
        var bind = server.listen().bind();
        var host = bind.isAnyLocalAddress() || (bind.isLoopbackAddress() && bind.getAddress().length == 4)
                ? "127.0.0.1"
                : bind.getHostAddress();
        return new ReadyLine(
                host,
                ports,
                accounts,
                groups,
                server.authority().toString(),
                open.installation().data().toString(),
                open.installation().keys().toString(),
                ProcessHandle.current().pid(),
                System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime());
    }
}
