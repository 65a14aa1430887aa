package org.wardpost.mail.managesieve;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardpost.identity.LoginAttempt;
import org.wardpost.identity.LoginResult;
import org.wardpost.identity.Principal;
import org.wardpost.identity.Protocol;
import org.wardpost.mail.TlsPeers;
import org.wardpost.mail.managesieve.ManageSieveReader.Command;
import org.wardpost.mail.managesieve.ManageSieveReader.Text;
import org.wardpost.mail.managesieve.ManageSieveReader.Word;
import org.wardpost.mail.sasl.Credentials;
import org.wardpost.mail.sieve.SieveExtension;
import org.wardpost.mail.sieve.SieveScript;
import org.wardpost.mail.sieve.SieveSyntaxException;
import org.wardpost.mail.socket.Connection;
import org.wardpost.store.AccountId;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;

/** One ManageSieve session (RFC 5804). One method a command. */
public final class ManageSieveSession {
    private static final Logger LOG = LoggerFactory.getLogger(ManageSieveSession.class);
    private static final Duration BEFORE_LOGIN = Duration.ofMinutes(2);
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final int MAX_FAILURES = 5;
    private static final int MAX_NAME = 512; // §1.6: 128 characters at least

    private final ManageSieveService service;
    private final Connection connection;
    private final ManageSieveReader reader;
    private Optional<Principal> principal = Optional.empty();
    private int failures;
    private boolean open = true;

    private ManageSieveSession(ManageSieveService service, Connection connection) {
        this.service = service;
        this.connection = connection;
        this.reader = new ManageSieveReader(connection);
    }

    /** Greets with the capabilities (§1.7) and serves until either side ends it. */
    public static void hold(ManageSieveService service, Connection connection) throws IOException {
        var session = new ManageSieveSession(service, connection);
        try {
            session.capabilities();
            session.ok("", "Wardpost ManageSieve");
            while (session.open) session.serve();
            if (session.failures >= MAX_FAILURES && session.principal.isEmpty())
                session.bye("Too many mistakes"); // §1.2
            connection.flush();
        } finally {
            session.principal.ifPresent(Principal::close);
        }
    }

    private void serve() throws IOException {
        if (!connection.hasBuffered()) connection.flush();
        try {
            boolean known = principal.isPresent();
            // before login nothing larger than a PLAIN message is taken into memory
            int limit = known ? service.settings().scriptBytes() : Credentials.MAX_LINE;
            var command = connection.whileIdle(
                    () -> reader.command(limit, known ? service.settings().idle() : BEFORE_LOGIN));
            run(command);
        } catch (ManageSieveException refused) {
            no(refused.code(), refused.text());
        } catch (ManageSieveReader.EndlessLiteralException endless) {
            open = false;
            bye("A literal of that size is not waited for");
        } catch (RefusedException refused) {
            refuse(refused.refusal());
        } catch (RuntimeException fault) {
            var id = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("fault {}", id, fault);
            no("TRYLATER", "Server error " + id);
        }
    }

    private void run(Command command) throws IOException, ManageSieveException {
        switch (command.name()) {
            case "CAPABILITY" -> {
                none(command);
                capabilities();
                ok("", "");
            }
            case "NOOP" -> noop(command);
            case "LOGOUT" -> {
                open = false;
                ok("", "Bye");
            }
            case "STARTTLS" -> startTls(command);
            case "AUTHENTICATE" -> authenticate(command);
            case "UNAUTHENTICATE" -> unauthenticate(command);
            case "PUTSCRIPT" -> putScript(command);
            case "CHECKSCRIPT" -> checkScript(command);
            case "GETSCRIPT" -> getScript(command);
            case "LISTSCRIPTS" -> listScripts(command);
            case "SETACTIVE" -> setActive(command);
            case "DELETESCRIPT" -> deleteScript(command);
            case "RENAMESCRIPT" -> renameScript(command);
            case "HAVESPACE" -> haveSpace(command);
            default -> throw failed("Unknown command");
        }
    }

    /** §1.7. */
    private void capabilities() throws IOException {
        connection.write("\"IMPLEMENTATION\" \"Wardpost\"\r\n");
        // §1.7: an empty list where a password would go in the clear
        connection.write("\"SASL\" \"" + (connection.secure() && principal.isEmpty() ? "PLAIN" : "") + "\"\r\n");
        connection.write("\"SIEVE\" \"" + String.join(" ", SieveExtension.labels()) + "\"\r\n");
        if (!connection.secure()) connection.write("\"STARTTLS\"\r\n");
        connection.write("\"MAXREDIRECTS\" \"" + service.settings().redirects() + "\"\r\n");
        principal.ifPresent(who -> quietly("\"OWNER\" " + quoted(who.address()) + "\r\n"));
        connection.write("\"UNAUTHENTICATE\"\r\n");
        connection.write("\"VERSION\" \"1.0\"\r\n");
    }

    private void quietly(String line) {
        try {
            connection.write(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** §2.13: what is given comes back, so that a client finds its place again. */
    private void noop(Command command) throws IOException, ManageSieveException {
        if (command.arguments().isEmpty()) {
            ok("", "Done");
            return;
        }
        count(command, 1);
        ok("TAG " + string(utf8(command, 0)), "Done");
    }

    /** §2.2. */
    private void startTls(Command command) throws IOException, ManageSieveException {
        none(command);
        if (connection.secure()) throw failed("TLS is on");
        if (connection.hasUnread()) { // command injection
            open = false;
            bye("Commands behind STARTTLS");
            return;
        }
        ok("", "Begin TLS");
        connection.flush();
        connection.startTls(service.tls().serverContext(), TlsPeers.PEOPLE, HANDSHAKE);
        capabilities(); // §2.2: sent again, for what came in the clear may have been changed
        ok("", "TLS is on");
    }

    /** §2.1. */
    private void authenticate(Command command) throws IOException, ManageSieveException {
        if (principal.isPresent()) throw failed("Signed in already");
        if (!connection.secure()) {
            no("ENCRYPT-NEEDED", "STARTTLS first"); // §1.3
            return;
        }
        if (command.arguments().isEmpty() || command.arguments().size() > 2) throw failed("Mechanism, please");
        if (!utf8(command, 0).equalsIgnoreCase("PLAIN")) throw failed("PLAIN is what there is");
        byte[] response = command.arguments().size() == 2 ? octets(command, 1) : continuation();
        try (var credentials = Credentials.plain(response)) {
            login(credentials);
        } catch (IllegalArgumentException malformed) {
            throw failed("Cannot decode");
        }
    }

    private byte[] continuation() throws IOException, ManageSieveException {
        connection.write("\"\"\r\n");
        connection.flush();
        // the answer is one string on a line; as a command it would have no name
        return reader.string(Credentials.MAX_LINE, BEFORE_LOGIN);
    }

    private void login(Credentials credentials) throws IOException, ManageSieveException {
        var attempt = new LoginAttempt(
                credentials.user(),
                credentials.password(),
                Protocol.MANAGESIEVE,
                connection.peer(),
                credentials.authorizationId());
        switch (service.authenticator().login(attempt)) {
            case LoginResult.Accepted(var who) -> {
                principal = Optional.of(who);
                failures = 0;
                connection.signedIn();
                ok("", "Signed in");
            }
            case LoginResult.Refused(var wait) -> {
                sleep(wait);
                throw failed("Authentication failed");
            }
            case LoginResult.Busy() -> no("TRYLATER", "Try again");
        }
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** §2.14. */
    private void unauthenticate(Command command) throws IOException, ManageSieveException {
        none(command);
        account();
        principal.ifPresent(Principal::close);
        principal = Optional.empty();
        ok("", "Signed out");
    }

    /** §2.6: checked before it is stored. */
    private void putScript(Command command) throws IOException, ManageSieveException {
        var account = account();
        count(command, 2);
        var name = name(command, 0);
        var script = octets(command, 1);
        check(script);
        service.scripts().put(account, name, script);
        ok("", "Stored");
    }

    /** §2.12. */
    private void checkScript(Command command) throws IOException, ManageSieveException {
        account();
        count(command, 1);
        check(octets(command, 0));
        ok("", "Valid");
    }

    private void check(byte[] script) throws ManageSieveException {
        try {
            SieveScript.parse(script, service.settings());
        } catch (SieveSyntaxException wrong) {
            throw ManageSieveException.no(wrong.getMessage());
        }
    }

    /** §2.9. */
    private void getScript(Command command) throws IOException, ManageSieveException {
        var account = account();
        count(command, 1);
        var script = service.scripts()
                .get(account, name(command, 0))
                .orElseThrow(() -> ManageSieveException.no("NONEXISTENT", "No such script"));
        connection.write("{" + script.length + "}\r\n");
        connection.write(script);
        connection.write("\r\n");
        ok("", "");
    }

    /** §2.7. */
    private void listScripts(Command command) throws IOException, ManageSieveException {
        var account = account();
        none(command);
        for (var listed : service.scripts().list(account))
            connection.write(string(listed.name()) + (listed.active() ? " ACTIVE" : "") + "\r\n");
        ok("", "");
    }

    /** §2.8: an empty name turns the active script off. */
    private void setActive(Command command) throws IOException, ManageSieveException {
        var account = account();
        count(command, 1);
        var name = utf8(command, 0);
        service.scripts().activate(account, name.isEmpty() ? Optional.empty() : Optional.of(name));
        ok("", "Done");
    }

    /** §2.10. */
    private void deleteScript(Command command) throws IOException, ManageSieveException {
        var account = account();
        count(command, 1);
        try {
            service.scripts().delete(account, name(command, 0));
        } catch (RefusedException refused) {
            if (refused.refusal() instanceof Refusal.PreconditionFailed)
                throw ManageSieveException.no("ACTIVE", "The script is active");
            throw refused;
        }
        ok("", "Deleted");
    }

    /** §2.11. */
    private void renameScript(Command command) throws IOException, ManageSieveException {
        var account = account();
        count(command, 2);
        service.scripts().rename(account, name(command, 0), name(command, 1));
        ok("", "Renamed");
    }

    /** §2.5. */
    private void haveSpace(Command command) throws IOException, ManageSieveException {
        var account = account();
        count(command, 2);
        if (!(command.arguments().get(1) instanceof Word number)
                || !number.text().matches("[0-9]{1,10}")) throw ManageSieveException.no("A size is a number");
        service.scripts().haveSpace(account, name(command, 0), Long.parseLong(number.text()));
        ok("", "There is room");
    }

    private AccountId account() throws ManageSieveException {
        var who = principal.orElseThrow(() -> failed("Sign in first"));
        if (!service.authenticator().stillValid(who)) {
            principal = Optional.empty();
            throw failed("Sign in first");
        }
        return who.account();
    }

    /** Counts: whoever only makes mistakes is sent away. */
    private ManageSieveException failed(String text) {
        if (++failures >= MAX_FAILURES && principal.isEmpty()) open = false;
        return ManageSieveException.no(text);
    }

    /** §1.6: no control characters, no separators of lines. */
    private static String name(Command command, int index) throws ManageSieveException {
        var name = utf8(command, index);
        boolean bad = name.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
        if (name.isEmpty() || bad || name.length() > MAX_NAME) throw ManageSieveException.no("Not a name for a script");
        return name;
    }

    private static void none(Command command) throws ManageSieveException {
        count(command, 0);
    }

    private static void count(Command command, int wanted) throws ManageSieveException {
        if (command.arguments().size() != wanted)
            throw ManageSieveException.no(command.name() + " takes " + wanted + " arguments");
    }

    private static byte[] octets(Command command, int index) throws ManageSieveException {
        if (index < command.arguments().size() && command.arguments().get(index) instanceof Text(var octets))
            return octets;
        throw ManageSieveException.no("A string is needed");
    }

    private static String utf8(Command command, int index) throws ManageSieveException {
        return ManageSieveReader.utf8(octets(command, index));
    }

    private void refuse(Refusal refusal) throws IOException {
        switch (refusal) {
            case Refusal.NotFound _ -> no("NONEXISTENT", "No such script");
            case Refusal.AlreadyExists _ -> no("ALREADYEXISTS", "There is a script of that name");
            case Refusal.OverQuota _ -> no("QUOTA", "No room for it");
            case Refusal.StorageFull _ -> no("QUOTA", "No room on the server");
            case Refusal.PreconditionFailed _ -> no("ACTIVE", "The script is active");
            case Refusal.NotPermitted _ -> no("", "Not permitted");
            case Refusal.Malformed malformed -> no("", malformed.why());
            case Refusal.Locked _, Refusal.StaleToken _, Refusal.Conflict _ -> no("TRYLATER", "Try again");
        }
    }

    private void ok(String code, String text) throws IOException {
        answer("OK", code, text);
    }

    private void no(String code, String text) throws IOException {
        answer("NO", code, text);
    }

    private void bye(String text) throws IOException {
        answer("BYE", "", text);
    }

    private void answer(String verb, String code, String text) throws IOException {
        connection.write(
                verb + (code.isEmpty() ? "" : " (" + code + ")") + (text.isEmpty() ? "" : " " + string(text)) + "\r\n");
    }

    private static String string(String text) {
        boolean plain = text.length() < 900 && text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        return plain ? quoted(text) : literal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String literal(byte[] octets) {
        return "{" + octets.length + "}\r\n" + new String(octets, StandardCharsets.UTF_8);
    }
}
