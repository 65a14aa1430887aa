package org.wardpost.store.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.wardpost.store.CollectionId;
import org.wardpost.store.TestStore;

/** A change of many messages is spread over all cores, and comes to the same: each row authentic, the digests those of the rows. */
interface LongRangesContract {
    int MANY = 700; // more than one run of the digest, and more than one thread's share

    TestStore test();

    private Mails mails() {
        return new Mails(test());
    }

    private MessageRepository messages() {
        return test().store().messages();
    }

    private CollectionId filled() {
        var box = mails().mailbox();
        var drafts = new ArrayList<Delivery>();
        for (int i = 1; i <= MANY; i++) {
            drafts.add(new Delivery(box, Mails.draft(mails().spooled("n" + i), MessageFlags.NONE)));
        }
        messages().deliver(drafts);
        return box;
    }

    @Test
    default void flagsAndKeywordsOfAllInOneChange() {
        var box = filled();
        long before = test().store().views().view(box).modseq().value();
        var change = new FlagChange.Add(MessageFlags.of(MessageFlags.SEEN, "$k"));
        var result = messages().setFlags(box, UidSet.ALL, change, Optional.empty());
        assertThat(result.messages())
                .extracting(FlagResult.Updated::uid)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, MANY).boxed().toList());
        assertThat(result.modseq().value() - before).isEqualTo(MANY);
        assertThat(messages().read(box, UidSet.ALL, false))
                .hasSize(MANY)
                .allMatch(message -> message.flags().equals(MessageFlags.of(MessageFlags.SEEN, "$k")));
        assertGood(box);
    }

    @Test
    default void allAreCopiedMovedBackAndExpunged() {
        var box = filled();
        var other = mails().mailboxBeside(box);
        assertThat(messages().copy(box, UidSet.ALL, other).messages()).hasSize(MANY);
        assertGood(box);
        assertGood(other);
        assertThat(messages().move(other, UidSet.ALL, box).messages()).hasSize(MANY);
        assertGood(box);
        assertGood(other);
        assertThat(messages().read(box, UidSet.ALL, true).map(mails()::content))
                .hasSize(2 * MANY)
                .startsWith("n1", "n2")
                .endsWith("n" + MANY);
        assertThat(messages().expunge(box, UidSet.ALL, false).messages()).hasSize(2 * MANY);
        assertGood(box);
        assertThat(test().store().quotas().usage(box.owner()).messages()).isZero();
    }

    @Test
    default void aDamagedRowAmongThemIsLeftOut() {
        var box = filled();
        test().tamper("update message set flags = flags + 1 where collection = ? and uid = ?", box.value(), 300L);
        var change = new FlagChange.Add(MessageFlags.of(MessageFlags.FLAGGED));
        assertThat(messages()
                        .setFlags(box, UidSet.ALL, change, Optional.empty())
                        .messages())
                .extracting(FlagResult.Updated::uid)
                .hasSize(MANY - 1)
                .doesNotContain(300L);
    }

    private void assertGood(CollectionId box) {
        var findings = new ArrayList<Finding>();
        test().store().mailboxVerification().verify(box, true, findings::add, _ -> {});
        assertThat(findings).isEmpty();
    }
}
