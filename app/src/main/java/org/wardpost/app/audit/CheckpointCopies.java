package org.wardpost.app.audit;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.app.StartException;
import org.wardpost.app.audit.CheckpointTarget.AppendedFile;
import org.wardpost.app.audit.CheckpointTarget.LocalSyslog;
import org.wardpost.app.audit.CheckpointTarget.Mailbox;
import org.wardpost.app.audit.CheckpointTarget.RemoteSyslog;
import org.wardpost.vault.audit.Checkpoint;

/**
 * Sends each checkpoint to every place of the settings. One that fails is warned of and has the next checkpoint, which vouches for all
 * that this one did: nothing is sent twice, and nobody waits.
 */
public final class CheckpointCopies {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointCopies.class);
    private static final int PRIORITY = 10 * 8 + 5; // authpriv, notice: RFC 5424 §6.2.1
    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("MMM d HH:mm:ss", Locale.ROOT);

    private final List<CheckpointTarget> targets;
    private final String host;
    private final CheckpointMail mail;

    /** @param host the name by which other machines know this one */
    public CheckpointCopies(List<CheckpointTarget> targets, String host, CheckpointMail mail) {
        this.targets = List.copyOf(targets);
        this.host = host;
        this.mail = mail;
    }

    /** To be subscribed at the audit log. */
    public void keep(Checkpoint checkpoint) {
        for (var target : targets) {
            try {
                keep(target, checkpoint);
            } catch (IOException failed) {
                LOG.warn(
                        "Checkpoint {} of the audit log has no copy at {}: {}",
                        checkpoint.number(),
                        target,
                        StartException.reason(failed));
            }
        }
    }

    private void keep(CheckpointTarget target, Checkpoint checkpoint) throws IOException {
        var line = CheckpointText.line(checkpoint);
        switch (target) {
            case AppendedFile(var file) -> append(file, line);
            case LocalSyslog(var socket) -> UnixDatagram.send(socket, octets(local(checkpoint, line)));
            case RemoteSyslog(var to, var port) -> send(to, port, octets(remote(checkpoint, line)));
            case Mailbox(var address) -> mail.send(address, checkpoint, line);
        }
    }

    /** Opened each time, so that whoever moves the file away gets a new one. */
    private static void append(Path file, String line) throws IOException {
        try (var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            var octets = ByteBuffer.wrap(octets(line + "\n"));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }

    private static void send(String host, int port, byte[] datagram) throws IOException {
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getByName(host), port));
        }
    }

    /** As syslog(3) writes it to the socket. */
    private static String local(Checkpoint checkpoint, String line) {
        var time = LOCAL_TIME.format(checkpoint.time().atZone(java.time.ZoneId.systemDefault()));
        return "<" + PRIORITY + ">" + time + " wardpost["
                + ProcessHandle.current().pid() + "]: " + line;
    }

    /** RFC 5424 §6. */
    private String remote(Checkpoint checkpoint, String line) {
        return "<" + PRIORITY + ">1 " + checkpoint.time().atOffset(ZoneOffset.UTC) + " " + host + " wardpost "
                + ProcessHandle.current().pid() + " checkpoint - " + line;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
