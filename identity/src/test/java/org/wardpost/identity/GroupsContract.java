package org.wardpost.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.AddDelegate;
import org.wardpost.identity.operation.AddDevicePassword;
import org.wardpost.identity.operation.AddGroup;
import org.wardpost.identity.operation.AddGroupMembers;
import org.wardpost.identity.operation.GroupMember;
import org.wardpost.identity.operation.ListDelegates;
import org.wardpost.identity.operation.ListGroupMembers;
import org.wardpost.identity.operation.ListGroups;
import org.wardpost.identity.operation.ListUsers;
import org.wardpost.identity.operation.Nothing;
import org.wardpost.identity.operation.OperationRefused;
import org.wardpost.identity.operation.RemoveDelegate;
import org.wardpost.identity.operation.RemoveGroup;
import org.wardpost.identity.operation.RemoveGroupMembers;
import org.wardpost.identity.operation.RemoveUser;
import org.wardpost.identity.operation.SetPassword;
import org.wardpost.store.TestStore;
import org.wardpost.store.account.Account;

/** Groups, their members, and delegates, as an operator meets them. */
abstract class GroupsContract {
    private static final String WARD = "ward3@ward.example";
    private final TestIdentity identity;
    private Account ann;
    private Account bob;

    GroupsContract(TestStore store) {
        identity = TestIdentity.over(store);
    }

    @BeforeEach
    void people() {
        ann = identity.user("ann@ward.example");
        bob = identity.user("bob@ward.example");
    }

    @AfterEach
    void close() {
        identity.close();
    }

    private AddGroup.Output group(String address, String... members) {
        return identity.operate(
                new AddGroup(),
                new AddGroup.Input(
                        address,
                        Optional.of("Ward 3"),
                        OptionalLong.of(1 << 20),
                        OptionalLong.empty(),
                        List.of(members),
                        Optional.empty(),
                        Optional.empty()));
    }

    private List<GroupMember> add(String group, Optional<String> rights, Optional<String> sending, String... members) {
        return identity.operate(
                        new AddGroupMembers(), new AddGroupMembers.Input(group, List.of(members), rights, sending))
                .members();
    }

    private List<GroupMember> members(String group) {
        return identity.operate(new ListGroupMembers(), new ListGroupMembers.Input(group))
                .members();
    }

    @Test
    void aMemberMayDoAllButAdministerAndSendNothing() {
        assertThat(group(WARD, "Ann@ward.example").members())
                .containsExactly(new GroupMember("ann@ward.example", "lrswipkxte", "none"));
        assertThat(identity.operate(new ListGroups(), Nothing.NOTHING).groups())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.displayName()).isEqualTo("Ward 3");
                    assertThat(group.quotaBytes()).hasValue(1 << 20);
                    assertThat(group.members()).hasSize(1);
                });
        assertThat(identity.operate(new ListUsers(), Nothing.NOTHING).users())
                .extracting(ListUsers.User::address)
                .containsExactly("ann@ward.example", "bob@ward.example");
    }

    @Test
    void whatIsNotSaidAnewStays() {
        group(WARD);
        add(WARD, Optional.of("rls"), Optional.of("as"), "ann@ward.example");
        add(WARD, Optional.empty(), Optional.of("on-behalf"), "ann@ward.example");
        assertThat(members(WARD)).containsExactly(new GroupMember("ann@ward.example", "lrs", "on-behalf"));
        add(WARD, Optional.of("none"), Optional.empty(), "ann@ward.example");
        assertThat(members(WARD)).containsExactly(new GroupMember("ann@ward.example", "none", "on-behalf"));
    }

    @Test
    void whoCannotBeAMemberIsRefusedAndNobodyElseIsAdded() {
        group(WARD);
        group("ward4@ward.example");
        refused(
                () -> add(WARD, Optional.empty(), Optional.empty(), "ann@ward.example", "ward4@ward.example"),
                "groups do not nest");
        refused(
                () -> add(WARD, Optional.empty(), Optional.empty(), "ann@ward.example", "kim@ward.example"),
                "There is no account kim@ward.example");
        refused(
                () -> add("ann@ward.example", Optional.empty(), Optional.empty(), "bob@ward.example"),
                "is no group but the account of a person");
        refused(
                () -> add("ward9@ward.example", Optional.empty(), Optional.empty(), "bob@ward.example"),
                "There is no group ward9@ward.example");
        refused(() -> group("ward5@ward.example", "kim@ward.example"), "There is no account");
        assertThat(members(WARD)).isEmpty();
        assertThat(identity.operate(new ListGroups(), Nothing.NOTHING).groups()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lrz", "all", "lr s", "LR"})
    void rightsAreLettersOfRfc4314(String rights) {
        group(WARD);
        assertThatThrownBy(() -> add(WARD, Optional.of(rights), Optional.empty(), "ann@ward.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Rights are letters out of lrswipkxtea");
        assertThat(members(WARD)).isEmpty();
    }

    @Test
    void anAddressIsAPersonsOrAGroupsAndNeverBoth() {
        group(WARD);
        refused(() -> group("ANN@ward.example"), "is there already");
        refused(() -> identity.user(WARD), "is there already");
        refused(() -> group("ward3@elsewhere.example"), "There is no domain");
    }

    @Test
    void nobodyLogsInAsAGroup() {
        group(WARD, "ann@ward.example");
        assertThat(identity.login(WARD, TestIdentity.PASSWORD)).isInstanceOf(LoginResult.Refused.class);
        assertThat(identity.hashed).containsExactly(false); // one hash, as for a name that there is not
        refused(
                () -> identity.operate(new SetPassword(), new SetPassword.Input(WARD, Optional.empty())),
                "nobody logs in as it");
        refused(
                () -> identity.operate(
                        new AddDevicePassword(),
                        new AddDevicePassword.Input(WARD, "phone", Set.of(), Optional.empty())),
                "nobody logs in as it");
        refused(() -> identity.operate(new RemoveUser(), new RemoveUser.Input(WARD)), "is a group");
    }

    @Test
    void whoLeavesIsNoMember() {
        group(WARD, "ann@ward.example", "bob@ward.example");
        refused(
                () -> identity.operate(
                        new RemoveGroupMembers(),
                        new RemoveGroupMembers.Input(WARD, List.of("ann@ward.example", WARD))),
                "is a group");
        assertThat(members(WARD)).hasSize(2);
        identity.operate(new RemoveGroupMembers(), new RemoveGroupMembers.Input(WARD, List.of("ann@ward.example")));
        refused(
                () -> identity.operate(
                        new RemoveGroupMembers(), new RemoveGroupMembers.Input(WARD, List.of("ann@ward.example"))),
                "ann@ward.example is no member of ward3@ward.example");
        identity.operate(new RemoveUser(), new RemoveUser.Input("bob@ward.example"));
        assertThat(members(WARD)).isEmpty();
    }

    @Test
    void aGroupGoesAndItsMembersStay() {
        group(WARD, "ann@ward.example", "bob@ward.example");
        refused(() -> identity.operate(new RemoveGroup(), new RemoveGroup.Input("ann@ward.example")), "is no group");
        assertThat(identity.operate(new RemoveGroup(), new RemoveGroup.Input(WARD))
                        .members())
                .isEqualTo(2);
        assertThat(identity.store().store().delegations().to(ann.id())).isEmpty();
        assertThat(identity.operate(new ListUsers(), Nothing.NOTHING).users()).hasSize(2);
    }

    @Test
    void aUserNamesHisOwnDelegatesAndNobodyElses() {
        var asAnn = new Actor(ann.id(), "ann@ward.example", Set.of(Role.USER));
        var add = new AddDelegate();
        identity.operate(add, new AddDelegate.Input("ann@ward.example", "bob@ward.example", "as"), asAnn);
        refused(
                () -> identity.operate(add, new AddDelegate.Input("bob@ward.example", "ann@ward.example", "as"), asAnn),
                "for your own account only");
        assertThat(identity.operate(new ListDelegates(), new ListDelegates.Input("ann@ward.example"), asAnn)
                        .delegates())
                .containsExactly(new ListDelegates.Line("bob@ward.example", "as"));
        assertThat(identity.operate(new ListDelegates(), new ListDelegates.Input("bob@ward.example"))
                        .writesFor())
                .containsExactly(new ListDelegates.Line("ann@ward.example", "as"));
        identity.operate(new RemoveDelegate(), new RemoveDelegate.Input("ann@ward.example", "bob@ward.example"), asAnn);
        assertThat(identity.store().store().delegations().to(bob.id())).isEmpty();
    }

    @Test
    void aDelegateIsAnotherPersonWithARight() {
        group(WARD);
        var add = new AddDelegate();
        refused(
                () -> identity.operate(add, new AddDelegate.Input("ann@ward.example", WARD, "as")),
                "groups do not nest");
        refused(
                () -> identity.operate(add, new AddDelegate.Input(WARD, "ann@ward.example", "as")),
                "groups do not nest");
        for (var wrong : List.of("none", "sometimes")) {
            assertThatThrownBy(() ->
                            identity.operate(add, new AddDelegate.Input("ann@ward.example", "bob@ward.example", wrong)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() ->
                        identity.operate(add, new AddDelegate.Input("ann@ward.example", "Ann@ward.example", "as")))
                .hasMessageContaining("of himself");
    }

    @Test
    void theAuditLogSaysWhoGotWhat() {
        group(WARD);
        add(WARD, Optional.of("lrs"), Optional.of("as"), "ann@ward.example");
        assertThat(identity.told()).extracting(event -> event.what()).containsOnly("group.add", "group.member.add");
        assertThat(identity.told().getLast().target())
                .isEqualTo("ward3@ward.example: ann@ward.example, rights lrs, sending as");
    }

    private static void refused(ThrowingCallable what, String sentence) {
        assertThatThrownBy(what).isInstanceOf(OperationRefused.class).hasMessageContaining(sentence);
    }
}
