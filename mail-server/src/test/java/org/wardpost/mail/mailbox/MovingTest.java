package org.wardpost.mail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.MailboxPath;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardpost.store.message.Changes;
import org.wardpost.store.message.CopyResult;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

class MovingTest {
    private final MailboxFixture fixture = new MailboxFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aMovePairsEachSourceWithItsTargetAndLeavesTombstones() throws MailboxException {
        var ann = fixture.newUser();
        var inbox = fixture.inbox(ann);
        var archive = fixture.open(MailboxPath.forUser(ann.getUser(), "Archive"), ann);
        for (int i = 0; i < 4; i++) {
            fixture.append(inbox, ann, "Subject: " + i + "\r\n\r\n");
        }
        inbox.expunge(UidSet.of(2), false, ann);
        var before = inbox.view().modseq();
        var moved = inbox.move(UidSet.ofRange(1, 3), archive, ann);
        assertThat(moved).extracting(CopyResult::sourceUid).containsExactly(1L, 3L);
        assertThat(moved).extracting(CopyResult::targetUid).containsExactly(1L, 2L);
        assertThat(fixture.uids(inbox)).containsExactly(4L);
        assertThat(inbox.changesSince(before, 100, ann))
                .isInstanceOfSatisfying(
                        Changes.Since.class,
                        changes -> assertThat(changes.vanished()).isEqualTo(UidSet.of(1, 3)));
    }

    @Test
    void unchangedSinceNamesWhatChangedAndTouchesTheRest() throws MailboxException {
        var ann = fixture.newUser();
        var inbox = fixture.inbox(ann);
        fixture.append(inbox, ann, "Subject: one\r\n\r\n");
        fixture.append(inbox, ann, "Subject: two\r\n\r\n");
        var since = inbox.view().modseq();
        var seen = MessageFlags.of(MessageFlags.SEEN);
        inbox.store(seen, FlagsUpdateMode.ADD, UidSet.of(1), Optional.empty(), ann);
        var result = inbox.store(
                MessageFlags.of(MessageFlags.FLAGGED), FlagsUpdateMode.ADD, UidSet.ALL, Optional.of(since), ann);
        assertThat(result.modified()).isEqualTo(UidSet.of(1));
        assertThat(inbox.view().flagsAt(1).has(MessageFlags.FLAGGED)).isFalse();
        assertThat(inbox.view().flagsAt(2).has(MessageFlags.FLAGGED)).isTrue();
    }
}
