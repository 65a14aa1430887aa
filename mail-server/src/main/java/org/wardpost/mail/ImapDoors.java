package org.wardpost.mail;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wardpost.identity.Authenticator;
import org.wardpost.mail.imap.IdentityLogin;
import org.wardpost.mail.imap.ImapBackend;
import org.wardpost.mail.imap.ImapLimits;
import org.wardpost.mail.imap.ImapListener;
import org.wardpost.mail.imap.ImapProtocol;
import org.wardpost.mail.imap.SealedAppendIntake;
import org.wardpost.mail.imap.WardpostImap;
import org.wardpost.mail.mailbox.IdentitySessionProvider;
import org.wardpost.mail.mailbox.Mailboxes;
import org.wardpost.mail.mailbox.StandardMailboxes;
import org.wardpost.mail.message.IntakeMemory;
import org.wardpost.mail.netty.ServerTls;
import org.wardpost.store.Store;

/** The listening ports of IMAP, over James's mailbox API on the store. */
final class ImapDoors {
    private static final char DELIMITER = '/';
    private final EventLoopGroup loops =
            new NioEventLoopGroup(Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("imap", true));
    private final ImapBackend backend;
    private final Map<String, ImapListener> listeners = new LinkedHashMap<>();

    private ImapDoors(ImapBackend backend) {
        this.backend = backend;
    }

    /** @throws IOException naming the port that cannot be bound; none is bound then */
    static ImapDoors open(
            MailServerSettings settings,
            Store store,
            Authenticator authenticator,
            TlsMaterial tls,
            Clock clock,
            IntakeMemory memory)
            throws IOException {
        var sessions = new IdentitySessionProvider(authenticator, StandardMailboxes.subscribed(store), DELIMITER);
        var backend = ImapBackend.of(store, Mailboxes.open(store, sessions, clock), settings.imap());
        var login = new IdentityLogin(authenticator, sessions);
        var protocol = WardpostImap.protocol(backend, new SealedAppendIntake(store.spool(), memory), login, clock);
        var doors = new ImapDoors(backend);
        try {
            doors.open(Ports.IMAP, false, settings, tls, protocol);
            doors.open(Ports.IMAPS, true, settings, tls, protocol);
            return doors;
        } catch (IOException taken) {
            doors.stop();
            throw taken;
        }
    }

    private void open(
            String name, boolean implicitTls, MailServerSettings settings, TlsMaterial tls, ImapProtocol protocol)
            throws IOException {
        if (!settings.ports().serves(name)) return;
        var port = settings.ports().of(name);
        var listen = new ImapListener.Settings(
                new InetSocketAddress(settings.bind(), port),
                Optional.of(new ServerTls(tls)),
                implicitTls,
                settings.imap().loginWithoutTls(),
                settings.hostName(),
                ImapLimits.DEFAULT.withMessage(settings.smtp().messageBytes()));
        try {
            listeners.put(name, ImapListener.start(listen, protocol, loops));
        } catch (Exception e) { // Netty throws BindException without declaring it
            throw new IOException("Port " + port + " (" + name + ") cannot be had", e);
        }
    }

    /** Names and the numbers really bound. */
    Map<String, Integer> ports() {
        var numbers = new LinkedHashMap<String, Integer>();
        listeners.forEach(
                (name, listener) -> numbers.put(name, listener.address().getPort()));
        return numbers;
    }

    /** Lets commands in hand come to their end, on both ports at one time, then says BYE. */
    void stop() {
        List<Thread> threads = new ArrayList<>();
        listeners.values().forEach(listener -> threads.add(Thread.ofVirtual().start(listener::close)));
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS)
                .awaitUninterruptibly(Duration.ofSeconds(2).toMillis());
        backend.changes().close();
    }
}
