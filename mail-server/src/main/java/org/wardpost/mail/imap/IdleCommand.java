package org.wardpost.mail.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** IDLE (RFC 2177). One queue and one thread for changes, keep-alives and DONE, so no two of them can mix; a keep-alive every
 * two minutes keeps NATs and Outlook content, and the server never ends it. */
final class IdleCommand implements Command {
    private final ImapBackend backend;

    IdleCommand(ImapBackend backend) {
        this.backend = backend;
    }

    private enum Event {
        CHANGE,
        LINE,
        LEFT
    }

    @Override
    public String name() {
        return "IDLE";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws Exception {
        arguments.end();
        var events = new LinkedBlockingQueue<Event>();
        answer.continuation("idling");
        var line = client.nextLine();
        var _ = line.whenComplete((_, cancelled) -> events.add(cancelled == null ? Event.LINE : Event.LEFT));
        client.onLeave(() -> events.add(Event.LEFT));
        try (var _ = register(client, events)) {
            boolean done = idle(client, answer, events);
            if (done
                    && !new String(line.join(), StandardCharsets.US_ASCII)
                            .strip()
                            .equalsIgnoreCase("DONE")) {
                answer.bad("failed. Expected DONE.");
            }
        } finally {
            client.onLeave(null);
        }
    }

    private MailboxChanges.Registration register(ImapConnection client, LinkedBlockingQueue<Event> events) {
        var selected = client.maybeSelected();
        if (selected.isEmpty()) return () -> {};
        var registrations = selected.get().watched().stream()
                .map(id -> backend.changes().register(id, () -> events.add(Event.CHANGE)))
                .toList();
        events.add(Event.CHANGE); // what came before the registration
        return () -> registrations.forEach(MailboxChanges.Registration::close);
    }

    /** @return false if the mailbox has been deleted, or may no longer be read, or the login has ended, and BYE is said */
    private static boolean idle(ImapConnection client, Answer answer, LinkedBlockingQueue<Event> events)
            throws IOException, InterruptedException {
        long keepAlive = client.listener().limits().keepAlive().toMillis();
        while (true) {
            var event = events.poll(keepAlive, TimeUnit.MILLISECONDS);
            if (event != Event.LEFT && !client.stillWelcome()) {
                answer.bye(CommandRun.NO_LONGER_WELCOME);
                return false;
            }
            if (event == null) {
                answer.untagged("OK Still here");
            } else if (event == Event.LEFT) {
                throw new ImapWriter.ConnectionLost("the client left");
            } else if (event == Event.LINE) {
                return true;
            } else {
                events.removeIf(other -> other == Event.CHANGE); // one look at the mailbox answers them all
                client.selected().tell(answer, client, Telling.EVERYTHING);
                if (answer.isDone()) return false;
            }
            answer.flush();
        }
    }
}
