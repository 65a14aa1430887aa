package org.wardpost.store.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardpost.store.message.MessageFlags.DELETED;
import static org.wardpost.store.message.MessageFlags.SEEN;

import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.InParallel;
import org.wardpost.store.RefusedException;
import org.wardpost.store.TestStore;
import org.wardpost.store.message.Delivery;
import org.wardpost.store.message.FlagChange;
import org.wardpost.store.message.Mails;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;

/** What a view promises, on every database. */
interface ViewContract {
    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    @Test
    default void aViewNeverChangesAndTheNextOneIsCurrent() {
        var box = mails().mailbox();
        mails().append(box, "a");
        mails().append(box, "bb", MessageFlags.of(SEEN, "k"));
        var before = test().store().views().view(box);
        mails().append(box, "ccc", MessageFlags.of(DELETED));
        test().store().messages().expunge(box, UidSet.of(1), false);
        var after = test().store().views().view(box);
        assertThat(before.size()).isEqualTo(2);
        assertThat(before.uids()).containsExactly(1, 2);
        assertThat(before.firstUnseen()).isEqualTo(1);
        assertThat(after.uids()).containsExactly(2, 3);
        assertThat(after.msnOf(3)).isEqualTo(2);
        assertThat(after.msnOf(1)).isZero();
        assertThat(after.firstUnseen()).isEqualTo(2);
        assertThat(after.bytes()).isEqualTo(5);
        assertThat(after.keywordsInUse()).containsExactly("k");
        assertThat(after.uidsWith(DELETED, 0)).isEqualTo(UidSet.of(3));
        assertThat(after.changedSince(before.modseq())).isEqualTo(UidSet.of(3));
    }

    @Test
    default void aViewOfAnUnknownMailboxIsRefused() {
        var box = mails().mailbox();
        test().store().views().view(box);
        test().store().collections().delete(box);
        assertThatThrownBy(() -> test().store().views().view(box)).isInstanceOf(RefusedException.class);
    }

    @Test
    default void largeMailboxesAreWalkedByUidAndByNumber() {
        var box = mails().mailbox();
        var drafts = new ArrayList<Delivery>();
        for (int i = 0; i < 1000; i++) {
            drafts.add(new Delivery(box, Mails.draft(mails().spooled("x"), MessageFlags.NONE)));
        }
        test().store().messages().deliver(drafts);
        test().store().messages().expunge(box, UidSet.ofRange(200, 799), false);
        var view = test().store().views().view(box);
        assertThat(view.size()).isEqualTo(400);
        for (int msn = 1; msn <= 400; msn++) {
            assertThat(view.msnOf(view.uidAt(msn))).isEqualTo(msn);
        }
        assertThat(view.uidAt(200)).isEqualTo(800);
        assertThat(view.msnFrom(500)).isEqualTo(200);
        assertThat(view.msnFrom(2000)).isEqualTo(401);
        assertThat(view.existing(UidSet.ofRange(150, 850)))
                .isEqualTo(UidSet.ofRanges(java.util.List.of(new UidSet.Range(150, 199), new UidSet.Range(800, 850))));
        var walked = new ArrayList<Long>();
        view.each(
                UidSet.ofRanges(java.util.List.of(new UidSet.Range(1, 3), new UidSet.Range(198, 801))),
                entry -> walked.add(entry.uid()));
        assertThat(walked).containsExactly(1L, 2L, 3L, 198L, 199L, 800L, 801L);
        assertThatThrownBy(() -> view.uidAt(401)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.uidAt(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    default void viewsTakenWhileOthersWriteAreWhole() throws Exception {
        var box = mails().mailbox();
        mails().append(box, "a");
        InParallel.run(4, task -> {
            if (task < 3) {
                appendAndSee(box);
            } else {
                lookOnAndOn(box);
            }
        });
        assertThat(test().store().views().view(box).size()).isEqualTo(121);
    }

    private void appendAndSee(CollectionId box) {
        for (int i = 0; i < 40; i++) {
            var appended = mails().append(box, "x");
            test().store()
                    .messages()
                    .setFlags(
                            box,
                            UidSet.of(appended.uid()),
                            new FlagChange.Add(MessageFlags.of(SEEN)),
                            Optional.empty());
        }
    }

    private void lookOnAndOn(CollectionId box) {
        for (int i = 0; i < 60; i++) {
            if (i % 5 == 0) {
                test().store().views().forget(box);
            }
            var view = test().store().views().view(box);
            assertThat(view.size()).isEqualTo((int) (view.uidNext() - 1));
        }
    }
}
