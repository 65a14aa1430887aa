package org.wardpost.mail.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CoderMalfunctionError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One command from its octets to the last octet of its answer, on one virtual thread. Whatever it throws, the client hears a
 * tagged answer, or the connection ends. Nothing of what a client wrote is logged. */
final class CommandRun {
    private static final int STRANGER_MISTAKES = 0;
    private static final int MISTAKES = 20;
    /** Who lost a phone has its password taken back, and its open connections must not go on with it. */
    static final String NO_LONGER_WELCOME = "Your password was changed or taken back: log in again.";

    private final ImapConnection client;
    private final CommandInput input;

    CommandRun(ImapConnection client, CommandInput input) {
        this.client = client;
        this.input = input;
    }

    /** @return whether the connection goes on */
    boolean run() {
        var arguments = new Arguments(input, client.enabled(Extension.UTF8));
        try {
            var answer = new Answer(client.writer(), client, input.tag(), "");
            try {
                carryOut(arguments, answer);
            } catch (StackOverflowError deep) {
                answer.bad("nested too deep");
            }
            answer.flush();
            return client.state() != ConnectionState.LOGOUT;
        } catch (IOException lost) {
            return false;
        } finally {
            client.writer().drop();
        }
    }

    private void carryOut(Arguments arguments, Answer answer) throws IOException {
        var command = commandOf(arguments, answer);
        if (command == null) return;
        client.noMistake();
        try {
            if (!client.stillWelcome()) {
                answer.bye(NO_LONGER_WELCOME);
            } else if (!command.validIn().contains(client.state())) {
                if (arguments.byUid()) answer.of("UID", Command.Telling.NOTHING);
                answer.no("", "failed. Command not valid in this state.");
            } else if (command.validIn() == ConnectionState.READER
                    && client.selected().isOver(answer)) {
                return;
            } else {
                answer.of(command.name(), command.tells(arguments.byUid()));
                command.run(arguments, client, answer);
                if (!answer.isDone()) answer.ok();
            }
        } catch (ImapWriter.ConnectionLost lost) {
            throw lost;
        } catch (UncheckedIOException io) {
            if (io.getCause() instanceof ImapWriter.ConnectionLost lost) throw lost;
            throw io.getCause();
        } catch (Exception | AssertionError | LinkageError | CoderMalfunctionError refused) {
            if (answer.isMidLine()) throw new IOException("an answer broke off", refused);
            Refusals.answer(answer, refused);
        }
    }

    private @Nullable Command commandOf(Arguments arguments, Answer answer) throws IOException {
        try {
            arguments.tag();
            arguments.space();
            var name = arguments.atom().toUpperCase(Locale.ROOT);
            if (name.equals("UID")) {
                arguments.space();
                name = arguments.atom().toUpperCase(Locale.ROOT);
                arguments.byUid(true);
            }
            var command = client.listener().protocol().commands().named(name);
            if (command != null && (!arguments.byUid() || command.hasUidForm())) {
                answer.of(name, Command.Telling.NOTHING);
                return command;
            }
        } catch (Malformed notACommand) {
            // answered below
        }
        mistake(answer);
        return null;
    }

    /** A stranger who sends nonsense, HTTP for one, is hung up on; a user may be wrong a few times in a row. */
    private void mistake(Answer answer) throws IOException {
        int most = client.known() ? MISTAKES : STRANGER_MISTAKES;
        if (client.mistake() > most) answer.bye("Unknown command.");
        else answer.bad("failed. Unknown command.");
    }
}
