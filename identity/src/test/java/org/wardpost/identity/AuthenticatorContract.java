package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.AccountChange;

/** What the one door promises, over whatever database. */
abstract class AuthenticatorContract {
    private static final String ANN = "ann@ward.example";
    private TestIdentity identity;

    abstract TestStore newStore();

    @BeforeEach
    void open() {
        identity = TestIdentity.over(newStore());
        identity.user(ANN);
    }

    @AfterEach
    void close() {
        identity.close();
    }

    @Test
    void theRightPasswordLogsInUnderTheAccountsOwnAddress() {
        var principal = identity.accepted("Ann@WARD.example", TestIdentity.PASSWORD);
        assertThat(principal.address()).isEqualTo(ANN);
        assertThat(principal.roles()).containsExactly(Role.USER);
        assertThat(identity.door.stillValid(principal)).isTrue();
    }

    @Test
    void everyRefusalIsTheSameAndMakesTheSameHash() {
        var wrong = identity.login(ANN, "wrong horse 7");
        var unknown = identity.login("nobody@ward.example", "wrong horse 7");
        var noAddress = identity.login("no address at all", "wrong horse 7");
        var empty = identity.login(ANN, "");
        var endless = identity.login(ANN, "x".repeat(100_000));
        assertThat(wrong)
                .isEqualTo(unknown)
                .isEqualTo(noAddress)
                .isEqualTo(empty)
                .isEqualTo(endless);
        assertThat(wrong)
                .isEqualTo(new LoginResult.Refused(IdentitySettings.defaults().refusedAfter()));
        assertThat(identity.hashed)
                .as("what cannot be a password is hashed once as one that nobody has")
                .containsExactly(true, false, false, true);
    }

    @Test
    void aDisabledAccountIsRefusedLikeAWrongPassword() {
        var account = identity.users().require(ANN);
        identity.store()
                .store()
                .accounts()
                .update(account.id(), AccountChange.of(account).withEnabled(false));
        assertThat(identity.login(ANN, TestIdentity.PASSWORD))
                .isEqualTo(identity.login("nobody@ward.example", TestIdentity.PASSWORD));
    }

    @Test
    void actingAsSomebodyElseIsRefused() {
        identity.user("ben@ward.example");
        var attempt = new LoginAttempt(
                ANN,
                TestIdentity.PASSWORD.toCharArray(),
                Protocol.IMAP,
                TestIdentity.address("192.0.2.7"),
                Optional.of("ben@ward.example"));
        assertThat(identity.door.login(attempt)).isInstanceOf(LoginResult.Refused.class);
        var own = new LoginAttempt(
                ANN,
                TestIdentity.PASSWORD.toCharArray(),
                Protocol.IMAP,
                TestIdentity.address("192.0.2.7"),
                Optional.of("ANN@ward.example"));
        assertThat(identity.door.login(own)).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void aReturningClientCostsNoHash() {
        for (var i = 0; i < 50; i++) {
            identity.accepted(ANN, TestIdentity.PASSWORD);
        }
        assertThat(identity.hashed).hasSize(1);
    }

    @Test
    void aRightAnswerIsForgottenAfterFifteenIdleMinutesAndTwelveHours() {
        identity.accepted(ANN, TestIdentity.PASSWORD);
        for (var minutes = 0; minutes < 12 * 60 + 10; minutes += 10) {
            identity.pass(Duration.ofMinutes(10));
            identity.accepted(ANN, TestIdentity.PASSWORD);
        }
        assertThat(identity.hashed).hasSize(2);
        identity.pass(Duration.ofMinutes(16));
        identity.accepted(ANN, TestIdentity.PASSWORD);
        assertThat(identity.hashed).hasSize(3);
    }

    @Test
    void aWrongAnswerIsRememberedForAMinute() {
        identity.login(ANN, "wrong horse 7");
        identity.login(ANN, "wrong horse 7");
        assertThat(identity.hashed).hasSize(1);
        identity.pass(Duration.ofSeconds(61));
        identity.login(ANN, "wrong horse 7");
        assertThat(identity.hashed).hasSize(2);
    }

    @Test
    void aChangedPasswordEndsTheOldOneAtOnceAndItsSessions() {
        var before = identity.accepted(ANN, TestIdentity.PASSWORD);
        identity.users().setPassword(identity.users().require(ANN), "another horse 8".toCharArray());
        assertThat(identity.login(ANN, TestIdentity.PASSWORD)).isInstanceOf(LoginResult.Refused.class);
        assertThat(identity.door.stillValid(before)).isFalse();
        assertThat(identity.door.stillValid(identity.accepted(ANN, "another horse 8")))
                .isTrue();
    }

    @Test
    void aRemovedAccountIsOut() {
        var principal = identity.accepted(ANN, TestIdentity.PASSWORD);
        identity.users().remove(identity.users().require(ANN));
        assertThat(identity.door.stillValid(principal)).isFalse();
        assertThat(identity.login(ANN, TestIdentity.PASSWORD)).isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void connectionsAtOnceShareOneHash() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var logins = IntStream.range(0, 5)
                    .mapToObj(_ -> threads.submit(() -> identity.login(ANN, TestIdentity.PASSWORD)))
                    .toList();
            for (var login : logins) {
                assertThat(login.get()).isInstanceOf(LoginResult.Accepted.class);
            }
        }
        assertThat(identity.hashed).hasSizeLessThan(5);
    }

    @Test
    void aDevicePasswordLogsInWithoutHashWhereItIsGood() {
        var made = identity.users()
                .addDevicePassword(identity.users().require(ANN), "phone", Set.of(Protocol.IMAP), Optional.empty());
        assertThat(identity.accepted(ANN, made.text()).credential()).isEqualTo("device:" + made.number());
        assertThat(identity.accepted(
                                ANN,
                                made.text().toUpperCase(java.util.Locale.ROOT).replace("-", "-"))
                        .address())
                .isEqualTo(ANN);
        assertThat(identity.login(ANN, made.text(), Protocol.SMTP, "192.0.2.7"))
                .isInstanceOf(LoginResult.Refused.class);
        assertThat(identity.hashed).isEmpty();
    }

    @Test
    void aDevicePasswordOutlivesAPasswordChangeAndEndsWithItsRevocation() {
        var ann = identity.users().require(ANN);
        var made = identity.users().addDevicePassword(ann, "phone", Set.of(), Optional.empty());
        var session = identity.accepted(ANN, made.text());
        identity.users().setPassword(ann, "another horse 8".toCharArray());
        assertThat(identity.door.stillValid(session)).isTrue();
        identity.users().revokeDevicePassword(ann, made.number());
        assertThat(identity.door.stillValid(session)).isFalse();
        assertThat(identity.login(ANN, made.text())).isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void aDevicePasswordIsNobodyElses() {
        identity.user("ben@ward.example");
        var made =
                identity.users().addDevicePassword(identity.users().require(ANN), "phone", Set.of(), Optional.empty());
        assertThat(identity.login("ben@ward.example", made.text()))
                .isEqualTo(identity.login("nobody@ward.example", made.text()))
                .isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void aDevicePasswordEnds() {
        var end = identity.store().clock().instant().plus(Duration.ofDays(1));
        var made =
                identity.users().addDevicePassword(identity.users().require(ANN), "phone", Set.of(), Optional.of(end));
        identity.accepted(ANN, made.text());
        identity.pass(Duration.ofDays(2));
        assertThat(identity.login(ANN, made.text())).isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void theLastUseOfADevicePasswordIsShownAlsoAfterARestart() {
        var ann = identity.users().require(ANN);
        var made = identity.users().addDevicePassword(ann, "phone", Set.of(), Optional.empty());
        assertThat(identity.users().lastUses(ann)).isEmpty();
        identity.accepted(ANN, made.text());
        assertThat(identity.users().lastUses(ann))
                .containsValue(identity.store().clock().instant());
        identity.store().reopen();
        assertThat(identity.store().store().slots().lastUses(ann.id()))
                .containsValue(identity.store().clock().instant());
    }

    @Test
    void numbersOfRevokedDevicePasswordsAreNotUsedAgain() {
        var ann = identity.users().require(ANN);
        var first = identity.users().addDevicePassword(ann, "phone", Set.of(), Optional.empty());
        identity.users().revokeDevicePassword(ann, first.number());
        assertThat(identity.users()
                        .addDevicePassword(ann, "phone", Set.of(), Optional.empty())
                        .number())
                .isNotEqualTo(first.number());
        assertThatThrownBy(() -> identity.users().revokeDevicePassword(ann, first.number()))
                .isInstanceOf(OperationRefused.class)
                .hasMessageContaining("has no device password");
    }

    @Test
    void guessingIsSlowedAndThenLockedAndAuditedOnce() {
        var delays = IntStream.range(0, 12)
                .mapToObj(i -> ((LoginResult.Refused) identity.login(ANN, "guess number " + i)).waitBeforeAnswer())
                .toList();
        assertThat(delays.get(4)).isEqualTo(Duration.ofMillis(250));
        assertThat(delays.get(5)).isEqualTo(Duration.ofMillis(750));
        assertThat(delays).isSorted();
        IntStream.range(12, 25).forEach(i -> identity.login(ANN, "guess number " + i));
        var hashes = identity.hashed.size();
        assertThat(identity.login(ANN, TestIdentity.PASSWORD)).isInstanceOf(LoginResult.Refused.class);
        assertThat(identity.hashed).as("a locked name costs no hash").hasSize(hashes);
        assertThat(identity.trail).extracting(e -> e.what()).containsOnlyOnce("login.locked");
        identity.pass(Duration.ofMinutes(16));
        identity.accepted(ANN, TestIdentity.PASSWORD);
    }

    @Test
    void strangersCannotLockANurseOutOfWhereSheWorks() {
        identity.accepted(ANN, TestIdentity.PASSWORD);
        IntStream.range(0, 40).forEach(i -> identity.login(ANN, "guess number " + i, Protocol.IMAP, "198.51.100." + i));
        assertThat(identity.login(ANN, TestIdentity.PASSWORD, Protocol.IMAP, "198.51.100.250"))
                .isInstanceOf(LoginResult.Refused.class);
        identity.accepted(ANN, TestIdentity.PASSWORD);
    }

    @Test
    void aPhoneWithAnOldPasswordLocksNobodyOut() {
        identity.accepted(ANN, TestIdentity.PASSWORD);
        for (var i = 0; i < 100; i++) {
            identity.login(ANN, "the one before 6");
            identity.pass(Duration.ofMinutes(1));
        }
        identity.accepted(ANN, TestIdentity.PASSWORD);
    }
}
