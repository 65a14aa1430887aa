package org.wardpost.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wardpost.identity.Authenticator;
import org.wardpost.mail.managesieve.ManageSieveService;
import org.wardpost.mail.managesieve.ManageSieveSession;
import org.wardpost.mail.message.IntakeMemory;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.mail.smtp.Door;
import org.wardpost.mail.smtp.SmtpService;
import org.wardpost.mail.smtp.SmtpSession;
import org.wardpost.mail.socket.ConnectionLimits;
import org.wardpost.mail.socket.Conversation;
import org.wardpost.mail.socket.Listener;
import org.wardpost.mail.users.Senders;
import org.wardpost.store.Store;

/** The listening ports of SMTP, submission, LMTP and ManageSieve. */
final class Doors {
    private final MailServerSettings settings;
    private final Store store;
    private final Authenticator authenticator;
    private final TlsMaterial tls;
    private final MailFlow flow;
    private final Clock clock;
    private final IntakeMemory memory;
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    private Doors(
            MailServerSettings settings,
            Store store,
            Authenticator authenticator,
            TlsMaterial tls,
            MailFlow flow,
            Clock clock,
            IntakeMemory memory) {
        this.settings = settings;
        this.store = store;
        this.authenticator = authenticator;
        this.tls = tls;
        this.flow = flow;
        this.clock = clock;
        this.memory = memory;
    }

    /** @throws IOException naming the port that cannot be bound; none is bound then */
    static Doors open(
            MailServerSettings settings,
            Store store,
            Authenticator authenticator,
            TlsMaterial tls,
            MailFlow flow,
            Clock clock,
            IntakeMemory memory)
            throws IOException {
        var doors = new Doors(settings, store, authenticator, tls, flow, clock, memory);
        try {
            doors.smtp(Ports.SMTP, Door.RELAY);
            doors.smtp(Ports.SUBMISSION, Door.SUBMISSION);
            doors.smtp(Ports.SUBMISSIONS, Door.SUBMISSIONS);
            doors.smtp(Ports.LMTP, Door.LMTP);
            doors.manageSieve();
            return doors;
        } catch (IOException taken) {
            doors.stop(Duration.ZERO);
            throw taken;
        }
    }

    private void smtp(String name, Door door) throws IOException {
        var limits = settings.smtp();
        var service = new SmtpService(
                door,
                settings.hostName(),
                limits,
                tls,
                authenticator,
                flow.recipients(),
                new Senders(store, flow.recipients()),
                _ -> new MessageIntake(store.spool(), memory),
                door == Door.LMTP ? flow.lmtp() : flow.smtp(),
                clock);
        open(
                name,
                // LMTP has no login: only this machine may speak it
                door == Door.LMTP ? InetAddress.getLoopbackAddress() : settings.bind(),
                door == Door.SUBMISSIONS ? Optional.of(tls) : Optional.empty(),
                "421 4.7.0 " + settings.hostName() + " Too many connections\r\n",
                "421 4.3.2 " + settings.hostName() + " Closing\r\n",
                limits.answerIdle(),
                new ConnectionLimits(limits.connections(), limits.connectionsPerAddress()),
                connection -> SmtpSession.hold(service, connection));
    }

    private void manageSieve() throws IOException {
        var service = new ManageSieveService(settings.hostName(), settings.sieve(), tls, authenticator, flow.scripts());
        open(
                Ports.MANAGESIEVE,
                settings.bind(),
                Optional.empty(),
                "BYE \"Too many connections\"\r\n",
                "BYE \"Closing\"\r\n",
                settings.sieve().answerIdle(),
                new ConnectionLimits(settings.sieve().connections(), 20),
                connection -> ManageSieveSession.hold(service, connection));
    }

    private void open(
            String name,
            InetAddress bind,
            Optional<TlsMaterial> tlsFirst,
            String busy,
            String farewell,
            Duration answerIdle,
            ConnectionLimits limits,
            Conversation conversation)
            throws IOException {
        if (!settings.ports().serves(name)) return;
        var listen = new Listener.Settings(
                name,
                bind,
                settings.ports().of(name),
                tlsFirst,
                busy,
                farewell,
                Listener.Patience.withAnswers(answerIdle));
        listeners.put(name, Listener.open(listen, limits, conversation));
    }

    /** Names and the numbers really bound. */
    Map<String, Integer> ports() {
        var numbers = new LinkedHashMap<String, Integer>();
        listeners.forEach((name, listener) -> numbers.put(name, listener.port()));
        return numbers;
    }

    /** All at one time, so that the patience is not spent once a port. */
    void stop(Duration patience) {
        var threads = new ArrayList<Thread>();
        for (var listener : List.copyOf(listeners.values()))
            threads.add(Thread.ofVirtual().start(() -> listener.stop(patience)));
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
