package org.wardpost.mail.mailbox;

import java.util.LinkedHashMap;
import java.util.List;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.MessageMoves;
import org.wardpost.store.CollectionId;
import org.wardpost.store.message.CopyResult;
import org.wardpost.store.message.KeptFlags;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/** COPY (RFC 9051 §6.4.7) and MOVE (RFC 6851) of one session from one mailbox into another: rights, quota, the change, and who hears of it. */
record Copying(MailboxContext context, Mailbox from, Mailbox to, MailboxSession session) {
    List<CopyResult> copy(UidSet uids) throws MailboxException {
        context.rights(from, session).require(Right.Read);
        requireRoom(view(), uids);
        var copies = MailboxRefusals.translating(() -> context.messages().copy(source(), uids, target(), kept()))
                .messages();
        var added = announceAdded(copies);
        announceMoved(added, to.getMailboxId(), from.getMailboxId());
        return copies;
    }

    List<CopyResult> move(UidSet uids) throws MailboxException {
        var rights = context.rights(from, session);
        rights.require(Right.Read);
        rights.require(Right.DeleteMessages);
        rights.require(Right.PerformExpunge);
        var view = view();
        requireRoom(view, uids);
        var before = new LinkedHashMap<Long, MessageMetaData>();
        view.each(uids, entry -> before.put(entry.uid(), Metadata.of(entry)));
        var moves = MailboxRefusals.translating(() -> context.messages().move(source(), uids, target(), kept()))
                .messages();
        var gone = moves.stream()
                .map(move -> before.getOrDefault(move.sourceUid(), Metadata.of(move)))
                .toList();
        var added = announceAdded(moves);
        context.announcements().expunged(session, from, gone);
        announceMoved(added, to.getMailboxId());
        return moves;
    }

    private KeptFlags kept() {
        return context.rights(to, session).kept();
    }

    private CollectionId source() {
        return StoreMailboxId.collection(from);
    }

    private CollectionId target() {
        return StoreMailboxId.collection(to);
    }

    private CollectionView view() throws MailboxException {
        return MailboxRefusals.translating(() -> context.views().view(source()));
    }

    private void requireRoom(CollectionView view, UidSet uids) throws MailboxException {
        context.rights(to, session).require(Right.Insert);
        long[] sum = new long[2];
        view.each(uids, entry -> {
            sum[0]++;
            sum[1] += entry.size();
        });
        new QuotaCheck(context.quotas()).before(to, sum[0], sum[1]);
    }

    private List<MessageMetaData> announceAdded(List<CopyResult> placed) {
        var added = placed.stream().map(Metadata::of).toList();
        context.announcements().added(session, to, added, false);
        return added;
    }

    private void announceMoved(List<MessageMetaData> added, MailboxId... holding) {
        context.announcements()
                .moved(
                        session,
                        Metadata.ids(added),
                        MessageMoves.builder()
                                .previousMailboxIds(from.getMailboxId())
                                .targetMailboxIds(holding)
                                .build());
    }
}
