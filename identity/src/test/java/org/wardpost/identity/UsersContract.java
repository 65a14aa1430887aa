package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.AddAlias;
import org.wardpost.identity.operation.AddDevicePassword;
import org.wardpost.identity.operation.AddDomain;
import org.wardpost.identity.operation.AddUser;
import org.wardpost.identity.operation.ListAliases;
import org.wardpost.identity.operation.ListDevicePasswords;
import org.wardpost.identity.operation.ListDomains;
import org.wardpost.identity.operation.ListUsers;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.identity.operation.RemoveAlias;
import org.wardpost.identity.operation.RemoveDomain;
import org.wardpost.identity.operation.RemoveUser;
import org.wardpost.identity.operation.ResolvePseudonym;
import org.wardpost.identity.operation.RevokeDevicePassword;
import org.wardpost.identity.operation.SetPassword;
import org.wardpost.store.AccountId;
import org.wardpost.store.TestStore;

/** The operations on accounts, as an operator meets them. */
abstract class UsersContract {
    private final TestIdentity identity;

    UsersContract(TestStore store) {
        identity = TestIdentity.over(store);
    }

    @AfterEach
    void close() {
        identity.close();
    }

    private AddUser.Output add(String address, Optional<String> password) {
        return identity.operate(
                new AddUser(),
                new AddUser.Input(
                        address,
                        Optional.of("Ann"),
                        Set.of(),
                        OptionalLong.of(1 << 20),
                        OptionalLong.empty(),
                        password));
    }

    @Test
    void anAccountWithoutPasswordGetsOneThatWorks() {
        var made = add("Ann@Ward.example", Optional.empty());
        assertThat(made.address()).isEqualTo("ann@ward.example");
        identity.accepted("ann@ward.example", made.password().orElseThrow());
        assertThat(identity.operate(new ListUsers(), Nothing.NOTHING).users())
                .singleElement()
                .satisfies(user -> {
                    assertThat(user.address()).isEqualTo("ann@ward.example");
                    assertThat(user.quotaBytes()).hasValue(1 << 20);
                });
    }

    @Test
    void anAddressIsTakenOnceAndNeedsADomainOfOurs() {
        add("ann@ward.example", Optional.empty());
        refused(() -> add("ANN@ward.example", Optional.empty()), "is there already");
        refused(() -> add("ann@elsewhere.example", Optional.empty()), "There is no domain elsewhere.example");
    }

    @Test
    void aPoorPasswordIsRefusedAndNoAccountMade() {
        for (var poor : List.of(
                "brief-1",
                "x".repeat(300),
                "tab\tin the middle",
                "wp-1-aaaaa-aaaaa-aaaaa-aaaaa-aaaaaa",
                "half \ud83d of it")) {
            assertThatThrownBy(() -> add("ann@ward.example", Optional.of(poor)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(poor);
        }
        assertThat(identity.operate(new ListUsers(), Nothing.NOTHING).users()).isEmpty();
    }

    @Test
    void aPasswordIsSet() {
        add("ann@ward.example", Optional.of(TestIdentity.PASSWORD));
        var made = identity.operate(new SetPassword(), new SetPassword.Input("ann@ward.example", Optional.empty()));
        identity.accepted("ann@ward.example", made.password().orElseThrow());
        assertThat(identity.login("ann@ward.example", TestIdentity.PASSWORD)).isInstanceOf(LoginResult.Refused.class);
    }

    @Test
    void devicePasswordsAreListedWithoutTheirText() {
        add("ann@ward.example", Optional.empty());
        var made = identity.operate(
                new AddDevicePassword(),
                new AddDevicePassword.Input(
                        "ann@ward.example", "Ann's phone", Set.of("imap", "smtp"), Optional.empty()));
        assertThat(made.toString()).doesNotContain(made.password());
        var listed = identity.operate(new ListDevicePasswords(), new ListDevicePasswords.Input("ann@ward.example"))
                .devicePasswords();
        assertThat(listed).singleElement().satisfies(line -> {
            assertThat(line.label()).isEqualTo("Ann's phone");
            assertThat(line.protocols()).containsExactlyInAnyOrder("imap", "smtp");
        });
        identity.operate(new RevokeDevicePassword(), new RevokeDevicePassword.Input("ann@ward.example", made.number()));
        assertThat(identity.login("ann@ward.example", made.password())).isInstanceOf(LoginResult.Refused.class);
        assertThatThrownBy(() -> identity.operate(
                        new AddDevicePassword(),
                        new AddDevicePassword.Input("ann@ward.example", "x", Set.of("telnet"), Optional.empty())))
                .hasMessageContaining("There is no protocol \"telnet\"");
    }

    @Test
    void aliasesLeadSomewhere() {
        add("ann@ward.example", Optional.empty());
        identity.operate(new AddAlias(), new AddAlias.Input("sister@ward.example", "ann@ward.example"));
        refused(
                () -> identity.operate(new AddAlias(), new AddAlias.Input("x@ward.example", "nobody@ward.example")),
                "mail to it would be refused");
        refused(
                () -> identity.operate(new AddAlias(), new AddAlias.Input("ann@ward.example", "x@outside.example")),
                "is an account");
        refused(() -> add("sister@ward.example", Optional.empty()), "is an alias");
        refused(
                () -> identity.operate(new RemoveDomain(), new RemoveDomain.Input("ward.example")),
                "There are accounts");
        assertThat(identity.operate(new ListAliases(), Nothing.NOTHING).aliases())
                .hasSize(1);
        identity.operate(new RemoveAlias(), new RemoveAlias.Input("sister@ward.example", Optional.empty()));
        identity.operate(new RemoveUser(), new RemoveUser.Input("ann@ward.example"));
        identity.operate(new RemoveDomain(), new RemoveDomain.Input("ward.example"));
        assertThat(identity.operate(new ListDomains(), Nothing.NOTHING).domains())
                .isEmpty();
        refused(
                () -> identity.operate(new RemoveUser(), new RemoveUser.Input("ann@ward.example")),
                "There is no account");
    }

    @Test
    void whatIsDoneAndWhatIsRefusedIsAudited() {
        identity.operate(new AddDomain(), new AddDomain.Input("Second.Example"));
        refused(() -> identity.operate(new AddDomain(), new AddDomain.Input("second.example")), "is there already");
        identity.operate(new ListDomains(), Nothing.NOTHING);
        assertThat(identity.told()).hasSize(2).allSatisfy(event -> {
            assertThat(event.what()).isEqualTo("domain.add");
            assertThat(event.actor()).isEqualTo("console:root");
        });
        assertThat(identity.told())
                .extracting(event -> event.facts().get("outcome"))
                .containsExactly("done", "refused");
    }

    @Test
    void nobodyDoesWhatHisRoleDoesNotAllow() {
        var nurse = new Actor(new AccountId(new java.util.UUID(1, 1)), "ann@ward.example", Set.of(Role.USER));
        var auditor =
                new Actor(new AccountId(new java.util.UUID(1, 2)), "kim@ward.example", Set.of(Role.USER, Role.AUDITOR));
        refused(
                () -> identity.operate(new AddDomain(), new AddDomain.Input("x.example"), nurse),
                "You may not do that");
        refused(
                () -> identity.operate(new AddDomain(), new AddDomain.Input("x.example"), auditor),
                "You may not do that");
        var log = identity.store().store().keys().server().pseudonym("ward.example");
        assertThat(identity.operate(new ResolvePseudonym(), new ResolvePseudonym.Input(log, List.of()), auditor)
                        .texts())
                .containsExactly("ward.example");
        assertThat(identity.told())
                .extracting(event -> event.facts().get("outcome"))
                .startsWith("not permitted", "not permitted");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable what, String sentence) {
        assertThatThrownBy(what).isInstanceOf(OperationRefused.class).hasMessageContaining(sentence);
    }
}
