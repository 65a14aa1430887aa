package org.wardpost.mail.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardpost.mail.message.IntakenMessage;
import org.wardpost.mail.message.MessageIntake;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.vault.Ids;

class DeliveryTest {
    private final MailboxFixture fixture = new MailboxFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private IntakenMessage mail(String text) throws IOException {
        var intake = new MessageIntake(fixture.store.store().spool());
        intake.write(text.getBytes(US_ASCII));
        return intake.finish();
    }

    @Test
    void aMailGoesToSeveralPeopleAndIsSealedOnce() throws IOException, MailboxException {
        var ann = fixture.newUser();
        var ben = fixture.newUser();
        try (var mail = mail("Subject: hello\r\n\r\nboth of you\r\n")) {
            for (var session : java.util.List.of(ann, ben)) {
                var account = fixture.inbox(session).collection().owner();
                fixture.mailboxes
                        .delivery()
                        .deliver(
                                account, Optional.empty(), mail.object(), MessageFlags.NONE, Optional.of(Ids.random()));
            }
        }
        var annsView = fixture.inbox(ann).view();
        var bensView = fixture.inbox(ben).view();
        assertThat(annsView.objectAt(1)).isEqualTo(bensView.objectAt(1));
        assertThat(fixture.fetch(fixture.inbox(ben), ben, bensView.uidAt(1))
                        .text()
                        .read(0, 100))
                .isEqualTo("both of you\r\n".getBytes(US_ASCII));
        assertThat(annsView.recent()).isOne();
    }

    @Test
    void theSameDeliveryIsMadeOnce() throws IOException, MailboxException {
        var ann = fixture.newUser();
        var account = fixture.inbox(ann).collection().owner();
        var id = Optional.of(Ids.random());
        try (var mail = mail("Subject: once\r\n\r\n")) {
            var first = fixture.mailboxes
                    .delivery()
                    .deliver(account, Optional.empty(), mail.object(), MessageFlags.NONE, id);
            var second = fixture.mailboxes
                    .delivery()
                    .deliver(account, Optional.empty(), mail.object(), MessageFlags.NONE, id);
            assertThat(first.duplicate()).isFalse();
            assertThat(second.duplicate()).isTrue();
        }
        assertThat(fixture.uids(fixture.inbox(ann))).hasSize(1);
    }

    @Test
    void aMailboxThatIsNotThereMeansInbox() throws IOException, MailboxException {
        var ann = fixture.newUser();
        var account = fixture.inbox(ann).collection().owner();
        try (var mail = mail("Subject: lost\r\n\r\n")) {
            fixture.mailboxes
                    .delivery()
                    .deliver(account, Optional.of("No/Such"), mail.object(), MessageFlags.NONE, Optional.empty());
            fixture.mailboxes
                    .delivery()
                    .deliver(account, Optional.of("Junk"), mail.object(), MessageFlags.NONE, Optional.empty());
        }
        assertThat(fixture.uids(fixture.inbox(ann))).hasSize(1);
        assertThat(fixture.uids(fixture.open(MailboxPath.forUser(ann.getUser(), "Junk"), ann)))
                .hasSize(1);
    }

    @Test
    void everyAccountHasItsStandardMailboxesOnce() {
        var ann = fixture.newUser();
        var names = fixture.mailboxes
                .mailboxManager()
                .search(MailboxQuery.privateMailboxesBuilder(ann).build(), ann)
                .map(found -> found.getPath().getName())
                .collectList()
                .block();
        assertThat(names).containsExactlyInAnyOrder("INBOX", "Sent", "Drafts", "Trash", "Junk", "Archive");
    }
}
