package org.wardpost.app.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.wardpost.app.StartException;
import org.wardpost.mail.Ports;

/** Tries every port before anything is opened, so that a server that cannot listen has changed nothing. */
final class PortCheck {
    private PortCheck() {}

    /** @throws StartException naming the first port that cannot be had, and what to do */
    static void free(InetAddress bind, Ports ports) {
        for (var name : Ports.NAMES) {
            if (!ports.serves(name) || ports.of(name) == 0) {
                continue;
            }
            var port = ports.of(name);
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true); // as the server does: connections of the last run may still linger
                socket.bind(
                        new InetSocketAddress(name.equals(Ports.LMTP) ? InetAddress.getLoopbackAddress() : bind, port));
            } catch (IOException e) {
                throw new StartException(sentence(name, bind, port, e), e);
            }
        }
    }

    private static String sentence(String name, InetAddress bind, int port, IOException e) {
        var reason = String.valueOf(e.getMessage());
        if (port < 1024 && reason.contains("ermission")) {
            return "Port " + port + " (" + name
                    + ") needs a privilege: start by systemd (conf/wardpost.service), or give --port-offset.";
        }
        if (reason.contains("assign")) {
            return "This machine has not the address " + bind.getHostAddress()
                    + ": give one that it has (--bind, server.bind).";
        }
        return "Port " + port + " (" + name + ") on " + bind.getHostAddress()
                + " is in use by another program: end that one, or give another --port-offset.";
    }
}
