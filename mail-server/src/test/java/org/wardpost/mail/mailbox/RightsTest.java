package org.wardpost.mail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

/** RFC 4314 letter by letter: what a member of somebody else's mailbox may do, and what not. */
class RightsTest {
    private static final String MAIL = "Subject: rota\r\n\r\nEarly shift\r\n";
    private static final MessageFlags SEEN = MessageFlags.of(MessageFlags.SEEN);

    private final MailboxFixture fixture = new MailboxFixture();
    private MailboxSession ann;
    private MailboxSession ben;
    private long uid;

    @BeforeEach
    void annHasAMessage() throws MailboxException {
        ann = fixture.newUser();
        ben = fixture.newUser();
        uid = fixture.append(fixture.inbox(ann), ann, MAIL);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private SealedMessageManager annsInboxForBenWith(String rights) throws MailboxException {
        var command = MailboxACL.command().forUser(ben.getUser());
        fixture.mailboxes
                .mailboxManager()
                .applyRightsCommand(
                        MailboxPath.inbox(ann),
                        command.rights(Rfc4314Rights.deserialize(rights)).asReplacement(),
                        ann);
        return fixture.open(MailboxPath.inbox(ann), ben);
    }

    @Test
    void lookupAloneReadsNothing() throws MailboxException {
        var inbox = annsInboxForBenWith("l");
        assertThatThrownBy(() -> inbox.results(UidSet.ALL, true, ben)).isInstanceOf(InsufficientRightsException.class);
    }

    @Test
    void whoMayOnlyReadChangesNothing() throws MailboxException {
        var inbox = annsInboxForBenWith("lr");
        var own = fixture.inbox(ben);
        assertThat(inbox.results(UidSet.ALL, true, ben)).hasSize(1);
        assertThatThrownBy(() -> fixture.append(inbox, ben, MAIL)).isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> inbox.store(SEEN, FlagsUpdateMode.ADD, UidSet.ALL, Optional.empty(), ben))
                .isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> inbox.expunge(UidSet.ALL, false, ben)).isInstanceOf(InsufficientRightsException.class);
        assertThatThrownBy(() -> inbox.move(UidSet.ALL, own, ben)).isInstanceOf(InsufficientRightsException.class);
        assertThat(fixture.uids(fixture.inbox(ann))).containsExactly(uid);
    }

    @Test
    void whoMayMarkAsReadMarksNothingElse() throws MailboxException {
        var inbox = annsInboxForBenWith("lrs");
        var wanted = MessageFlags.of(MessageFlags.SEEN | MessageFlags.DELETED | MessageFlags.FLAGGED, "urgent");
        inbox.store(wanted, FlagsUpdateMode.ADD, UidSet.ALL, Optional.empty(), ben);
        var flags = inbox.view().flagsAt(1);
        assertThat(flags.bits() & ~MessageFlags.RECENT).isEqualTo(MessageFlags.SEEN);
        assertThat(flags.keywords()).isEmpty();
    }

    @Test
    void replacingFlagsLeavesThoseAloneThatOneMayNotChange() throws MailboxException {
        fixture.inbox(ann)
                .store(
                        MessageFlags.of(MessageFlags.FLAGGED, "rota"),
                        FlagsUpdateMode.ADD,
                        UidSet.ALL,
                        Optional.empty(),
                        ann);
        var inbox = annsInboxForBenWith("lrs");
        inbox.store(SEEN, FlagsUpdateMode.REPLACE, UidSet.ALL, Optional.empty(), ben);
        var flags = inbox.view().flagsAt(1);
        assertThat(flags.bits() & ~MessageFlags.RECENT).isEqualTo(MessageFlags.SEEN | MessageFlags.FLAGGED);
        assertThat(flags.keywords()).containsExactly("rota");
    }

    @Test
    void whoMayInsertAppendsWithTheFlagsThatOneMaySet() throws MailboxException {
        var inbox = annsInboxForBenWith("lri");
        var command = org.apache.james.mailbox.MessageManager.AppendCommand.builder()
                .withFlags(ImapFlags.of(MessageFlags.SEEN | MessageFlags.DELETED, java.util.Set.of("x")))
                .build(MAIL);
        inbox.appendMessage(command, ben);
        assertThat(inbox.view().flagsAt(2)).isEqualTo(MessageFlags.of(MessageFlags.RECENT));
    }

    @Test
    void deletingAndExpungingAreTwoRights() throws MailboxException {
        var deleting = annsInboxForBenWith("lrt");
        deleting.store(MessageFlags.of(MessageFlags.DELETED), FlagsUpdateMode.ADD, UidSet.ALL, Optional.empty(), ben);
        assertThatThrownBy(() -> deleting.expunge(UidSet.ALL, true, ben))
                .isInstanceOf(InsufficientRightsException.class);
        annsInboxForBenWith("lre").expunge(UidSet.ALL, true, ben);
        assertThat(fixture.uids(fixture.inbox(ann))).isEmpty();
    }

    @Test
    void aStrangerDoesNotSeeThatTheMailboxIsThere() {
        assertThatThrownBy(() -> fixture.open(MailboxPath.inbox(ann), ben))
                .isInstanceOf(org.apache.james.mailbox.exception.MailboxNotFoundException.class);
    }
}
