package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.account.Account;
import org.wardpost.store.collection.CollectionKind;
import org.wardpost.vault.audit.AuditEvent;

/** Who shares what with whom stands in the audit log: by the ids of mailboxes, whose names are content. */
class SharesAuditedTest {
    private static ImapFixture server;

    private ImapFixture.Person ann;
    private ImapFixture.Person ben;
    private RawImap anns;

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
        anns.ok("CREATE Oncology");
    }

    @AfterEach
    void leave() throws IOException {
        anns.close();
    }

    private static Account account(ImapFixture.Person person) {
        return server.store().store().accounts().findByAddress(person.address()).orElseThrow();
    }

    private String ward() {
        var owner = account(ann).id();
        return server.store()
                .store()
                .collections()
                .findByName(owner, CollectionKind.MAILBOX, "Oncology")
                .map(found -> owner + "/" + found.id().value())
                .orElseThrow();
    }

    /** Of Ann's mailbox, in order. */
    private List<AuditEvent> events() {
        var log = server.store().store().audit();
        log.advance();
        return log.read(0, 10_000).stream()
                .map(chained -> chained.event())
                .filter(event -> event.target().equals(ward()))
                .toList();
    }

    private void told(String... what) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(events()).extracting(AuditEvent::what).containsExactly(what));
        assertThat(events()).allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo(ann.address());
            assertThat(event.toString() + event.facts()).doesNotContain("Oncology");
        });
    }

    @Test
    void aShareIsToldWithItsKeyAndItsRights() throws IOException {
        anns.ok("SETACL Oncology " + ben.address() + " lrs");
        told("share.key", "share.rights");
        assertThat(events().getFirst().facts())
                .containsEntry("holder", account(ben).id().toString());
        assertThat(events().getLast().facts()).isEqualTo(Map.of(ben.address(), "lrs"));
    }

    @Test
    void rightsWithoutAKeyAreToldAlone() throws IOException {
        anns.ok("SETACL Oncology " + ben.address() + " l");
        told("share.rights");
    }

    @Test
    void takingItBackIsTold() throws IOException {
        anns.ok("SETACL Oncology " + ben.address() + " lrs");
        anns.ok("DELETEACL Oncology " + ben.address());
        told("share.key", "share.rights", "share.rights", "share.key-taken");
        assertThat(events().get(2).facts()).isEqualTo(Map.of(ben.address(), ""));
    }

    @Test
    void whatChangesNothingIsNotTold() throws IOException {
        anns.ok("SETACL Oncology " + ben.address() + " lrs");
        anns.ok("SETACL Oncology " + ben.address() + " lrs");
        assertThat(events())
                .filteredOn(event -> event.what().equals("share.key"))
                .hasSize(1);
    }
}
