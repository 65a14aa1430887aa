package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.AccountId;
import org.wardpost.store.account.AccountChange;
import org.wardpost.store.account.AccountKind;
import org.wardpost.store.account.Delegation;
import org.wardpost.store.account.NewAccount;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.store.collection.CollectionRole;

/** A ward's mailbox, which Ann shares with colleagues, as each of them sees it over a real socket. */
class SharedMailboxesTest {
    private static final String MAIL = "Subject: rota\r\n\r\nEarly shift\r\n";
    private static ImapFixture server;

    private ImapFixture.Person ann;
    private ImapFixture.Person ben;
    private RawImap anns;
    private RawImap bens;

    @BeforeAll
    static void start() {
        server = ImapFixture.onH2();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void annHasAWard() throws IOException {
        ann = server.newPerson();
        ben = server.newPerson();
        anns = server.login(ann);
        bens = server.login(ben);
        anns.ok("CREATE Ward");
        anns.append("Ward", MAIL);
    }

    @AfterEach
    void leave() throws IOException {
        anns.close();
        bens.close();
    }

    private void share(ImapFixture.Person with, String rights) throws IOException {
        anns.ok("SETACL Ward " + with.address() + " " + rights);
    }

    private String ward() {
        return shared("Ward");
    }

    private String shared(String name) {
        return "\"Shared/" + ann.address() + "/" + name + "\"";
    }

    private static AccountId account(ImapFixture.Person person) {
        return server.store()
                .store()
                .accounts()
                .findByAddress(person.address())
                .orElseThrow()
                .id();
    }

    private List<AccountId> holders() {
        var store = server.store().store();
        var ward = store.collections().findByName(account(ann), CollectionKind.MAILBOX, "Ward");
        return store.grants().holders(ward.orElseThrow().id());
    }

    // Where it stands

    @Test
    void standsInTheMembersTreeForWhoAsksForEverything() throws IOException {
        share(ben, "lr");
        assertThat(bens.ok("LIST \"\" \"*\""))
                .contains(
                        "* LIST (\\Noselect \\HasChildren) \"/\" \"Shared\"",
                        "* LIST (\\HasNoChildren) \"/\" " + ward())
                .noneMatch(line -> line.contains(shared("INBOX")));
        assertThat(bens.ok("XLIST \"\" \"*\"")).anyMatch(line -> line.endsWith(ward()));
        assertThat(bens.ok("LIST \"\" \"Shared/%/%\"")).hasSize(2);
        assertThat(bens.ok("LIST \"\" * RETURN (STATUS (MESSAGES UIDNEXT) MYRIGHTS)"))
                .contains("* STATUS " + ward() + " (MESSAGES 1 UIDNEXT 2)", "* MYRIGHTS " + ward() + " \"lr\"");
    }

    @Test
    void aParentThatOneMayNotLookUpIsNoMailbox() throws IOException {
        anns.ok("CREATE Ward/night");
        anns.ok("SETACL Ward/night " + ben.address() + " lr");
        assertThat(bens.ok("LIST \"\" \"*\""))
                .contains(
                        "* LIST (\\Noselect \\HasChildren) \"/\" " + ward(),
                        "* LIST (\\HasNoChildren) \"/\" " + shared("Ward/night"));
        assertThat(bens.ok("LIST \"\" \"Shared/%/%\" RETURN (CHILDREN)"))
                .contains("* LIST (\\NonExistent \\HasChildren) \"/\" " + ward());
        assertThat(bens.command("SELECT " + ward()).getLast()).startsWith("NO [NONEXISTENT]");
    }

    @Test
    void isSubscribedToUnderThatName() throws IOException {
        share(ben, "lr");
        bens.ok("SUBSCRIBE " + ward());
        assertThat(bens.ok("LSUB \"\" \"*\"")).contains("* LSUB () \"/\" " + ward());
        assertThat(bens.ok("LIST (SUBSCRIBED) \"\" \"*\"")).anyMatch(line -> line.endsWith(ward()));
        bens.ok("UNSUBSCRIBE " + ward());
        assertThat(bens.ok("LSUB \"\" \"*\"")).noneMatch(line -> line.endsWith(ward()));
    }

    @Test
    void nobodysOwnNameCanBeInItsPlace() throws IOException {
        for (var name : List.of("Shared", "Shared/mine", ward(), "Shared/" + ben.address() + "/x"))
            assertThat(bens.command("CREATE " + name).getLast()).startsWith("NO");
        bens.ok("CREATE Sharedness");
        assertThat(bens.command("RENAME Sharedness Shared").getLast()).startsWith("NO [CANNOT]");
        assertThat(bens.command("SELECT \"Shared/" + ben.address() + "/INBOX\"").getLast())
                .startsWith("NO [NONEXISTENT]");
    }

    @Test
    void anothersSentIsNotTheMembersSent() throws IOException {
        anns.ok("SETACL Sent " + ben.address() + " lr");
        assertThat(bens.ok("LIST \"\" " + shared("Sent"))).first().asString().doesNotContain("\\Sent");
        anns.ok("SETACL INBOX " + ben.address() + " lr");
        assertThat(bens.ok("SELECT " + shared("inbox"))).last().asString().contains("READ-ONLY");
        assertThat(bens.command("DELETE " + shared("INBOX")).getLast()).startsWith("NO [NOPERM]");
    }

    @Test
    void theNameHoldsWhateverTheWardIsCalled() throws IOException {
        anns.ok("CREATE \"Ward &AOk-.1/K&APw-che (alt)\"");
        anns.ok("SETACL \"Ward &AOk-.1/K&APw-che (alt)\" " + ben.address() + " lr");
        var name = shared("Ward &AOk-.1/K&APw-che (alt)");
        assertThat(bens.ok("LIST \"\" \"*\"")).contains("* LIST (\\HasNoChildren) \"/\" " + name);
        bens.ok("SELECT " + name);
    }

    // One of four may only read

    @Test
    void whoMayOnlyReadChangesNothing() throws IOException {
        for (int i = 0; i < 3; i++) share(server.newPerson(), "lrswite");
        share(ben, "lr");
        assertThat(bens.ok("SELECT " + ward()))
                .contains("* OK [PERMANENTFLAGS ()] No permanent flags permitted")
                .last()
                .asString()
                .startsWith("OK [READ-ONLY]");
        assertThat(bens.ok("FETCH 1 BODY[]")).first().asString().contains("Early shift");
        for (var refused : List.of(
                "STORE 1 +FLAGS (\\Seen)",
                "STORE 1 FLAGS ()",
                "EXPUNGE",
                "MOVE 1 INBOX",
                "APPEND " + ward() + " {" + MAIL.length() + "+}\r\n" + MAIL,
                "SETACL " + ward() + " " + ben.address() + " a",
                "GETACL " + ward(),
                "CREATE " + shared("Ward/mine"),
                "RENAME " + ward() + " mine",
                "DELETE " + ward(),
                "SETMETADATA " + ward() + " (/shared/comment \"x\")"))
            assertThat(bens.command(refused).getLast()).as(refused).startsWith("NO [NOPERM]");
        assertThat(anns.ok("STATUS Ward (MESSAGES UNSEEN)")).contains("* STATUS \"Ward\" (MESSAGES 1 UNSEEN 1)");
    }

    @Test
    void whatOneMarksAsReadIsReadForAll() throws IOException {
        share(ben, "lrs");
        bens.ok("SELECT " + ward());
        bens.ok("STORE 1 +FLAGS (\\Seen \\Flagged)");
        anns.ok("EXAMINE Ward");
        assertThat(anns.ok("FETCH 1 FLAGS"))
                .first()
                .asString()
                .contains("\\Seen")
                .doesNotContain("\\Flagged");
    }

    // Events

    @Test
    void whatOneDoesAllHear() throws IOException {
        share(ben, "lrswite");
        anns.ok("SELECT Ward");
        bens.ok("SELECT " + ward());
        anns.send("i IDLE\r\n");
        assertThat(anns.line()).startsWith("+");
        bens.append(ward(), MAIL);
        assertThat(anns.line()).isEqualTo("* 2 EXISTS");
        assertThat(anns.line()).endsWith("RECENT");
        bens.ok("STORE 1 +FLAGS (\\Deleted)");
        assertThat(anns.line()).startsWith("* 1 FETCH (FLAGS (").contains("\\Deleted");
        bens.ok("EXPUNGE");
        assertThat(anns.line()).isEqualTo("* 1 EXPUNGE");
        anns.send("DONE\r\n");
        anns.until("i");
        anns.append("Ward", MAIL);
        assertThat(bens.ok("NOOP")).contains("* 2 EXISTS");
    }

    // Rights that change

    @Test
    void whoLosesTheRightToReadHearsByeAtTheNextCommand() throws IOException {
        share(ben, "lrs");
        bens.ok("SELECT " + ward());
        share(ben, "l");
        bens.send("f FETCH 1 BODY[]\r\n");
        assertThat(bens.line()).isEqualTo("* BYE You may no longer read the selected mailbox");
        assertThat(bens.hungUp()).isTrue();
        try (var again = server.login(ben)) {
            assertThat(again.command("SELECT " + ward()).getLast()).startsWith("NO [NOPERM]");
        }
    }

    @Test
    void whoWaitsInIdleHearsItAtOnce() throws IOException {
        share(ben, "lrs");
        bens.ok("SELECT " + ward());
        bens.send("i IDLE\r\n");
        assertThat(bens.line()).startsWith("+");
        anns.ok("DELETEACL Ward " + ben.address());
        assertThat(bens.line()).isEqualTo("* BYE You may no longer read the selected mailbox");
        assertThat(bens.hungUp()).isTrue();
    }

    @Test
    void whoLosesSomeRightsHearsWhatIsLeft() throws IOException {
        share(ben, "lrst");
        bens.ok("SELECT " + ward());
        share(ben, "lr");
        assertThat(bens.ok("NOOP"))
                .contains(
                        "* OK [PERMANENTFLAGS ()] No permanent flags permitted",
                        "* OK [READ-ONLY] You may only read now");
        assertThat(bens.command("STORE 1 +FLAGS (\\Seen)").getLast()).startsWith("NO [NOPERM]");
        share(ben, "lrs");
        assertThat(bens.ok("NOOP"))
                .contains("* OK [PERMANENTFLAGS (\\Seen)] Limited", "* OK [READ-WRITE] You may write now");
        bens.ok("STORE 1 +FLAGS (\\Seen)");
    }

    @Test
    void theKeyGoesWithTheRight() throws IOException {
        share(ben, "l");
        assertThat(holders()).isEmpty();
        share(ben, "+r");
        assertThat(holders()).containsExactly(account(ben));
        share(ben, "-r");
        assertThat(holders()).isEmpty();
        share(ben, "lri");
        anns.ok("DELETEACL Ward " + ben.address());
        assertThat(holders()).isEmpty();
    }

    // The list itself

    @Test
    void olderClientsHaveTheirLetters() throws IOException {
        share(ben, "lrc");
        assertThat(anns.ok("GETACL Ward")).first().asString().contains(" " + ben.address() + " lrkxc");
        share(ben, "+d");
        assertThat(bens.ok("MYRIGHTS " + ward())).contains("* MYRIGHTS " + ward() + " \"lrkxtecd\"");
        share(ben, "-c");
        assertThat(bens.ok("MYRIGHTS " + ward())).contains("* MYRIGHTS " + ward() + " \"lrted\"");
        assertThat(anns.ok("LISTRIGHTS Ward " + ben.address()))
                .contains("* LISTRIGHTS \"Ward\" \"" + ben.address() + "\" \"\" l r s w i p k x t e c d a");
        assertThat(anns.command("SETACL Ward " + ben.address() + " lrQ").getLast())
                .startsWith("BAD");
        assertThat(anns.command("SETACL Ward " + ben.address() + " lr0").getLast())
                .startsWith("BAD");
    }

    @Test
    void aNegativeEntryTakesAway() throws IOException {
        share(ben, "lrs");
        anns.ok("SETACL Ward -" + ben.address() + " s");
        assertThat(bens.ok("MYRIGHTS " + ward())).contains("* MYRIGHTS " + ward() + " \"lr\"");
        anns.ok("DELETEACL Ward -" + ben.address());
        assertThat(bens.ok("MYRIGHTS " + ward())).contains("* MYRIGHTS " + ward() + " \"lrs\"");
    }

    @Test
    void theOwnerCannotBeLockedOut() throws IOException {
        share(ben, "la");
        for (var attempt : List.of(
                "SETACL " + ward() + " " + ann.address() + " l",
                "SETACL " + ward() + " " + ann.address() + " -a",
                "SETACL " + ward() + " -" + ann.address() + " r",
                "DELETEACL " + ward() + " " + ann.address()))
            assertThat(bens.command(attempt).getLast()).as(attempt).startsWith("NO [CANNOT]");
        bens.ok("SETACL " + ward() + " " + ann.address() + " lrswipkxtea");
        assertThat(bens.ok("LISTRIGHTS " + ward() + " " + ann.address()))
                .contains("* LISTRIGHTS " + ward() + " \"" + ann.address() + "\" \"lrswipkxtecda\"");
        assertThat(anns.ok("MYRIGHTS Ward")).contains("* MYRIGHTS \"Ward\" \"lrswipkxtecda\"");
    }

    @Test
    void whoIsNobodyIsRefusedInWords() throws IOException {
        for (var identifier :
                List.of("anyone", "-anyone", "authenticated", "nobody@ward.test", "ann", "$team", "\"\"", "a@b@c"))
            assertThat(anns.command("SETACL Ward " + identifier + " lr").getLast())
                    .as(identifier)
                    .startsWith("NO [CANNOT] SETACL failed. the identifier: ");
        assertThat(anns.ok("GETACL Ward").getFirst())
                .isEqualTo("* ACL \"Ward\" " + ann.address() + " lrswipkxtecda"); // atoms: imapsync keeps quotes
    }

    @Test
    void somebodyNewOfAnOldAddressInheritsNothing() throws IOException {
        share(ben, "lrs");
        server.store().store().accounts().remove(account(ben));
        server.store().store().accounts().create(NewAccount.of(ben.address()));
        try (var newBen = server.login(ben)) {
            assertThat(newBen.command("SELECT " + ward()).getLast()).startsWith("NO [NONEXISTENT]");
            assertThat(newBen.ok("LIST \"\" \"Shared/*\"")).hasSize(1);
        }
        assertThat(anns.ok("GETACL Ward").getFirst()).doesNotContain(ben.address());
    }

    @Test
    void aMailboxBelowHasTheSameList() throws IOException {
        share(ben, "lrk");
        bens.ok("CREATE " + shared("Ward/night/2026"));
        assertThat(anns.ok("LIST \"\" \"Ward/*\"")).hasSize(3);
        assertThat(bens.ok("MYRIGHTS " + shared("Ward/night/2026")))
                .contains("* MYRIGHTS " + shared("Ward/night/2026") + " \"lrkc\"");
        anns.ok("CREATE Ward/day");
        bens.ok("SELECT " + shared("Ward/day"));
        assertThat(bens.command("CREATE " + shared("Elsewhere")).getLast()).startsWith("NO [NOPERM]");
    }

    @Test
    void renamingKeepsTheList() throws IOException {
        share(ben, "lrkx");
        bens.ok("CREATE " + shared("Ward/old"));
        bens.ok("RENAME " + shared("Ward/old") + " " + shared("Ward/new"));
        bens.ok("SELECT " + shared("Ward/new"));
        assertThat(bens.command("RENAME " + shared("Ward/new") + " Mine").getLast())
                .startsWith("NO [CANNOT]");
        bens.ok("DELETE " + shared("Ward/new"));
        assertThat(anns.ok("LIST \"\" \"Ward/*\"")).hasSize(1);
    }

    // Whose it is

    @Test
    void movingBetweenAccountsIsOneStepAndQuotaIsTheOwners() throws IOException {
        share(ben, "lrswite");
        bens.append("INBOX (night)", "Subject: mine\r\n\r\nfrom Ben\r\n");
        bens.ok("SELECT INBOX");
        bens.ok("MOVE 1 " + ward());
        assertThat(bens.ok("STATUS INBOX (MESSAGES)")).contains("* STATUS \"INBOX\" (MESSAGES 0)");
        anns.ok("SELECT Ward");
        assertThat(anns.ok("FETCH 2 (FLAGS BODY[TEXT])")).first().asString().contains("from Ben", "night");
        bens.ok("SELECT " + ward());
        bens.ok("COPY 1:2 INBOX");
        bens.ok("MOVE 1:2 INBOX");
        assertThat(anns.ok("STATUS Ward (MESSAGES)")).contains("* STATUS \"Ward\" (MESSAGES 0)");
        server.store().store().accounts().remove(account(ann));
        bens.ok("SELECT INBOX");
        assertThat(String.join("", bens.ok("FETCH 1:4 BODY[TEXT]"))).contains("Early shift", "from Ben");
    }

    @Test
    void aFullOwnerRefusesAndTellsWhoseRootItIs() throws IOException {
        share(ben, "lri");
        var accounts = server.store().store().accounts();
        var owner = accounts.find(account(ann)).orElseThrow();
        accounts.update(owner.id(), AccountChange.of(owner).withQuota(OptionalLong.empty(), OptionalLong.of(1)));
        assertThat(bens.command("APPEND " + ward() + " {" + MAIL.length() + "+}\r\n" + MAIL)
                        .getLast())
                .startsWith("NO [OVERQUOTA]");
        bens.append("INBOX", MAIL);
        var root = bens.ok("GETQUOTAROOT " + ward()).getFirst().replaceAll(".* (\\S+)$", "$1");
        assertThat(root).contains(ann.address());
        assertThat(bens.ok("GETQUOTA " + root)).contains("* QUOTA " + root + " (MESSAGE 1 1)");
        share(ben, "l");
        assertThat(bens.command("GETQUOTA " + root).getLast()).startsWith("NO");
    }

    @Test
    void privateAnnotationsAreEachOnesOwn() throws IOException {
        share(ben, "lrw");
        anns.ok("SETMETADATA Ward (/private/comment \"Ann's\" /shared/comment \"ours\")");
        bens.ok("SETMETADATA " + ward() + " (/private/comment \"Ben's\")");
        assertThat(anns.ok("GETMETADATA Ward /private/comment").getFirst()).contains("Ann's");
        assertThat(bens.ok("GETMETADATA " + ward() + " (/private/comment /shared/comment)")
                        .getFirst())
                .contains("Ben's", "ours")
                .doesNotContain("Ann's");
    }

    // Groups

    @Test
    void aGroupsMailboxesStandInItsMembersTrees() throws IOException {
        var store = server.store().store();
        var group = store.accounts()
                .create(new NewAccount(
                        "ward" + account(ann).value() + "@ward.test",
                        "Ward 3",
                        AccountKind.GROUP,
                        Set.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty()));
        store.collections().create(group.id(), CollectionKind.MAILBOX, CollectionRole.NONE, "Rota", Map.of());
        store.delegations().put(List.of(new Delegation(group.id(), account(ben), Delegation.Sending.NONE, "lrsk")));
        var rota = "\"Shared/" + group.address() + "/Rota\"";
        assertThat(bens.ok("LIST \"\" \"*\"")).contains("* LIST (\\HasNoChildren) \"/\" " + rota);
        assertThat(bens.ok("MYRIGHTS " + rota)).contains("* MYRIGHTS " + rota + " \"lrskc\"");
        bens.ok("CREATE \"Shared/" + group.address() + "/Late shifts\"");
        anns.ok("SETACL Ward " + group.address() + " lr");
        bens.ok("SELECT " + ward());
        assertThat(bens.ok("FETCH 1 BODY[TEXT]").getFirst()).contains("Early shift");
        bens.send("i IDLE\r\n");
        assertThat(bens.line()).startsWith("+");
        store.delegations().remove(group.id(), List.of(account(ben)));
        assertThat(bens.line()).startsWith("* BYE");
        try (var again = server.login(ben)) {
            assertThat(again.ok("LIST \"\" \"Shared/*\"")).hasSize(1);
        }
    }
}
