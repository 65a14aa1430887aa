package org.wardpost.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wardpost.app.Installation;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.identity.LoginAttempt;
import org.wardpost.identity.LoginResult;
import org.wardpost.identity.Protocol;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.Progress;
import org.wardpost.identity.operation.SetPassword;

/** A second start of the demo ward. */
class DemoWardTest {
    @TempDir
    private Path root;

    private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
    private final Map<String, UUID> ids = new HashMap<>();

    @Test
    void anAccountThatWasChangedFromOutsideIsLeftOutAndNamed() throws SQLException {
        var all = addresses(start());
        assertThat(all).hasSize(3);
        assertThat(told).isEmpty();
        var damaged = all.get(1);
        damage(ids.get(damaged));

        assertThat(addresses(start())).containsExactly(all.get(0), all.get(2));
        assertThat(told)
                .singleElement()
                .asString()
                .contains("The account " + damaged + " is damaged")
                .contains("wardpost verify --repair")
                .endsWith(".");
    }

    @Test
    void passwordsThatWereMadeStayAndSoDoThoseThatSomebodySet() {
        var first = start(Optional.empty());
        assertThat(start(Optional.empty())).isEqualTo(first);

        var ann = first.getFirst().address();
        try (var open = open()) {
            setPassword(open, ann, "chosen by herself");
        }
        var then = start(Optional.empty());
        assertThat(then.getFirst()).isEqualTo(new DemoWard.Login(ann, Optional.empty()));
        assertThat(then.subList(1, 3)).isEqualTo(first.subList(1, 3));
        try (var open = open()) {
            assertThat(logsIn(open, ann, "chosen by herself")).isTrue();
            assertThat(logsIn(open, ann, first.getFirst().password().orElseThrow()))
                    .isFalse();
        }
    }

    @Test
    void aGivenPasswordIsSetAtEachStartAndGoesWhenNoneIsGiven() {
        var ann = start(Optional.empty()).getFirst().address();
        var given = Optional.of("one password for the test");
        assertThat(start(given))
                .allSatisfy(login -> assertThat(login.password()).isEqualTo(given));
        try (var open = open()) {
            assertThat(logsIn(open, ann, given.get())).isTrue();
            setPassword(open, ann, "chosen by herself");
        }
        start(given);
        try (var open = open()) {
            assertThat(logsIn(open, ann, given.get())).isTrue();
        }
        var made = start(Optional.empty()).getFirst().password().orElseThrow();
        try (var open = open()) {
            assertThat(logsIn(open, ann, given.get())).isFalse();
            assertThat(logsIn(open, ann, made)).isTrue();
        }
    }

    private static void setPassword(OpenStore open, String address, String password) {
        open.identity()
                .operations()
                .run(
                        new SetPassword(),
                        new SetPassword.Input(address, Optional.of(password)),
                        Actor.console("tester"),
                        Progress.NONE);
    }

    private static boolean logsIn(OpenStore open, String address, String password) {
        return open.identity()
                        .authenticator()
                        .login(new LoginAttempt(
                                address, password.toCharArray(), Protocol.IMAP, InetAddress.getLoopbackAddress()))
                instanceof LoginResult.Accepted;
    }

    private OpenStore open() {
        var installation = Installation.find(null, root.resolve("data"), root.resolve("keys"), null);
        return OpenStore.open(installation, OpenStore.IfNew.MAKE, Clock.systemUTC());
    }

    private List<DemoWard.Login> start() {
        return start(Optional.of("one password for the test"));
    }

    private List<DemoWard.Login> start(Optional<String> given) {
        try (var open = open()) {
            var ward = new DemoWard(open, Clock.systemUTC(), told::add);
            var logins = ward.ready(3, given, Progress.NONE);
            logins.forEach(login -> ids.put(
                    login.address(),
                    open.identity().users().require(login.address()).id().value()));
            return logins;
        }
    }

    private static List<String> addresses(List<DemoWard.Login> logins) {
        return logins.stream().map(DemoWard.Login::address).toList();
    }

    private void damage(UUID account) throws SQLException {
        var file = root.resolve("data/db/wardpost").toAbsolutePath();
        try (var connection = DriverManager.getConnection("jdbc:h2:" + file, "sa", "");
                var select = connection.prepareStatement("select record from account where account = ?");
                var update = connection.prepareStatement("update account set record = ? where account = ?")) {
            select.setObject(1, account);
            try (var found = select.executeQuery()) {
                assertThat(found.next()).isTrue();
                var record = found.getBytes(1);
                record[record.length / 2] ^= 1;
                update.setBytes(1, record);
            }
            update.setObject(2, account);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
