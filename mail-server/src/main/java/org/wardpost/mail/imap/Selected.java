package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.model.MailboxACL.Right;
import org.wardpost.mail.mailbox.MailboxRights;
import org.wardpost.mail.mailbox.MailboxTree;
import org.wardpost.store.CollectionId;
import org.wardpost.store.Modseq;
import org.wardpost.store.Refusal;
import org.wardpost.store.RefusedException;
import org.wardpost.store.StoreFault;
import org.wardpost.store.account.Account;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.message.UidSet;
import org.wardpost.store.view.CollectionView;

/**
 * The selected mailbox as one client knows it: the view whose message numbers it uses, and the modseq up to which it has been
 * told of flags. What it is to be told is the difference to the mailbox's view of now, so nothing depends on having heard every
 * event, and no two answers can disagree. Used by the thread of the connection's command only.
 */
final class Selected implements AutoCloseable {
    private static final String DELETED = "Selected mailbox has been deleted";

    private final ImapBackend backend;
    private final MailboxSession session;
    private final Opened mailbox;
    private final boolean examined;
    private final boolean isOwners;
    private final Set<Long> recent = new HashSet<>(); // UIDs that this client was the first to be told of
    private final Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER); // told by FLAGS
    private final Map<Long, Modseq> own = new HashMap<>(); // changes that this client has been answered about
    private CollectionView shown;
    private Modseq told;
    private MailboxRights toldRights;
    private boolean recentArrived;

    /** @param examined opened by EXAMINE: read-only whatever the rights are */
    Selected(
            ImapBackend backend,
            MailboxSession session,
            Opened mailbox,
            CollectionView view,
            UidSet recent,
            boolean examined) {
        this.backend = backend;
        this.session = session;
        this.mailbox = mailbox;
        this.examined = examined;
        isOwners = mailbox.path().belongsTo(session);
        toldRights = mailbox.letters();
        shown = view;
        told = view.modseq();
        recent.uids().forEach(this.recent::add);
        keywords.addAll(view.keywordsInUse());
    }

    /** The same mailbox is selected once more: what was recent for this client still is. */
    void keepRecent(Selected before) {
        for (long uid : before.recent) if (shown.contains(uid)) recent.add(uid);
    }

    CollectionId id() {
        return mailbox.collection();
    }

    MessageManager manager() {
        return mailbox.manager();
    }

    /** As they are now: somebody may have changed them since the mailbox was selected. */
    MailboxRights rights() {
        return isOwners ? mailbox.letters() : new MailboxRights(backend.tree().rights(id(), session));
    }

    boolean isReadOnly() {
        return examined || !rights().mayWrite();
    }

    /** What PERMANENTFLAGS say: the rights that the client knows of; empty where it may change no flag. */
    Optional<MailboxRights> permanent() {
        return examined || !toldRights.mayWrite() ? Optional.empty() : Optional.of(toldRights);
    }

    /** What changes when this mailbox does, or what the user may do in it. */
    List<CollectionId> watched() {
        var watched = new ArrayList<CollectionId>();
        watched.add(id());
        if (!isOwners)
            for (var account : backend.tree().rightsDependOn(id(), session))
                backend.accounts().find(account).map(Account::homeCollection).ifPresent(watched::add);
        return watched;
    }

    /** Says BYE to who may not read any more, or whose mailbox is gone (RFC 4314 §5.1.1).
     * @return whether it did */
    boolean isOver(Answer answer) throws IOException {
        return isOver(rights(), answer);
    }

    private boolean isOver(MailboxRights rights, Answer answer) throws IOException {
        if (isOwners || rights.has(Right.Read)) return false;
        boolean there = backend.collections().find(id()).isPresent();
        answer.bye(there ? "You may no longer read the selected mailbox" : DELETED);
        return true;
    }

    /** The view whose message numbers the client uses. */
    CollectionView shown() {
        return shown;
    }

    CollectionView now() {
        return backend.views().view(id());
    }

    Collection<String> keywords() {
        return keywords;
    }

    int recentCount() {
        return recent.size();
    }

    boolean isRecent(long uid) {
        return recent.contains(uid);
    }

    Set<Long> recent() {
        return recent;
    }

    /** Bits as this client sees them: \Recent is its own. */
    int bits(long uid, int stored) {
        return recent.contains(uid) ? stored | MessageFlags.RECENT : stored & ~MessageFlags.RECENT;
    }

    /** @param answer where arrivals are told first if a number is asked for that only they can have */
    UidSet uids(SequenceSet set, boolean byUid, ImapConnection client, Answer answer) throws IOException {
        if (!byUid && set.largest() > shown.size()) tell(answer, client, Command.Telling.NOTHING_GONE);
        return set.uids(shown, byUid, client.savedSearch());
    }

    /** For answers with numbers: those of the client's messages that {@code uids} names. */
    UidSet numbers(UidSet uids) {
        var numbers = new ArrayList<Long>();
        shown.each(uids, entry -> numbers.add((long) entry.msn()));
        return UidSet.of(numbers);
    }

    /** @throws RefusedException NotPermitted, also in a mailbox that was opened by EXAMINE */
    void require(Right right) {
        requireWritable();
        MailboxTree.require(rights().rights(), right);
    }

    void requireWritable() {
        if (examined) throw new RefusedException(new Refusal.NotPermitted("to write: the mailbox is open read-only"));
    }

    /** The client has just been answered about this change. */
    void answered(long uid, Modseq modseq) {
        own.put(uid, modseq);
    }

    /** Tells what has changed since the last time, EXPUNGE first, then flags, then arrivals. */
    void tell(Answer answer, ImapConnection client, Command.Telling telling) throws IOException {
        var rights = rights(); // once: they may change while the client is told
        CollectionView now;
        try {
            if (isOver(rights, answer)) return;
            now = now();
        } catch (RefusedException deleted) {
            answer.bye(DELETED);
            return;
        } catch (StoreFault lost) {
            return; // what was asked for is answered all the same, and this is told with a later answer
        }
        tellRights(rights, answer);
        if (now.modseq().equals(told) && now.modseq().equals(shown.modseq())) return;
        long kept = now.msnFrom(shown.lastUid() + 1) - 1L;
        boolean gone = kept < shown.size();
        boolean sayGone = telling == Command.Telling.EVERYTHING;
        if (gone && sayGone) tellGone(answer, client, now);
        var numbering = gone && !sayGone ? shown : now;
        tellFlags(answer, client, now, numbering);
        told = now.modseq();
        own.clear();
        if (gone && !sayGone) return; // arrivals too have to wait: their numbers follow those of messages that are gone
        tellArrivals(answer, now);
        shown = now;
    }

    /** FLAGS and PERMANENTFLAGS anew (RFC 4314 §5.1.1), and whether it is read-only now (RFC 3501 §7.1). */
    private void tellRights(MailboxRights now, Answer answer) throws IOException {
        if (examined || now.equals(toldRights)) return;
        boolean changed = toldRights.mayWrite() != now.mayWrite();
        toldRights = now;
        tellFlagsOfMailbox(answer);
        if (changed)
            answer.untagged(
                    now.mayWrite() ? "OK [READ-WRITE] You may write now" : "OK [READ-ONLY] You may only read now");
    }

    private void tellFlagsOfMailbox(Answer answer) throws IOException {
        answer.text("* FLAGS ");
        FlagWords.write(answer, FlagWords.SETTABLE, keywords);
        answer.end();
        if (!examined) SelectCommand.permanentFlags(answer, this);
    }

    private void tellGone(Answer answer, ImapConnection client, CollectionView now) throws IOException {
        long[] before = shown.uids();
        var vanished = new ArrayList<Long>();
        int recents = recent.size();
        for (int i = 0; i < before.length; i++) {
            if (now.contains(before[i])) continue;
            if (!client.enabled(Extension.QRESYNC))
                answer.text("* ")
                        .number(i + 1 - vanished.size())
                        .text(" EXPUNGE")
                        .end();
            vanished.add(before[i]);
            recent.remove(before[i]);
        }
        if (client.enabled(Extension.QRESYNC)) answer.untagged("VANISHED " + UidSet.of(vanished)); // RFC 7162 §3.2.10
        if (recent.size() < recents)
            answer.text("* ").number(recent.size()).text(" RECENT").end();
    }

    private void tellFlags(Answer answer, ImapConnection client, CollectionView now, CollectionView numbering)
            throws IOException {
        if (now.modseq().equals(told)) return;
        var changed = now.changedSince(told);
        tellKeywords(answer, now, changed);
        for (var range : changed.ranges()) {
            for (long uid = range.first(); uid <= range.last() && uid <= shown.lastUid(); uid++) {
                int number = numbering.msnOf(uid);
                int at = now.msnOf(uid);
                if (number == 0 || at == 0 || now.modseqAt(at).equals(own.get(uid))) continue;
                if (shown.contains(uid)) flags(answer, client, number, uid, now.flagsAt(at), now.modseqAt(at), false);
            }
        }
    }

    /** One FETCH line that nobody asked for, or that STORE is answered with. */
    void flags(
            Answer answer,
            ImapConnection client,
            int number,
            long uid,
            MessageFlags flags,
            Modseq modseq,
            boolean byUid)
            throws IOException {
        answer.text("* ").number(number).text(" FETCH (FLAGS ");
        FlagWords.write(answer, bits(uid, flags.bits()), flags.keywords());
        if (byUid || client.enabled(Extension.QRESYNC)) answer.text(" UID ").number(uid); // RFC 7162 §3.2.4
        if (client.enabled(Extension.CONDSTORE))
            answer.text(" MODSEQ (").number(modseq.value()).text(")");
        answer.text(")").end();
    }

    /** FLAGS anew when a keyword shows up that the client has not been told of. */
    void tellKeywords(Answer answer, CollectionView now, UidSet changed) throws IOException {
        var met = new HashSet<String>();
        now.each(changed, entry -> met.addAll(entry.keywords()));
        tellKeywords(answer, met);
    }

    void tellKeywords(Answer answer, Collection<String> met) throws IOException {
        if (keywords.addAll(met)) tellFlagsOfMailbox(answer);
    }

    private void tellArrivals(Answer answer, CollectionView now) throws IOException {
        if (now.lastUid() <= shown.lastUid())
            return; // Outlook for Mac rebuilds at an EXISTS that says nothing new (clients.md §4)
        recentArrived |= !isReadOnly();
        for (int n = now.msnFrom(shown.lastUid() + 1); n <= now.size(); n++)
            recent.add(now.uidAt(n)); // whoever is told, while it has the mailbox selected (RFC 3501 §2.3.2)
        tellKeywords(answer, now, UidSet.ofRange(shown.lastUid() + 1, now.lastUid()));
        answer.text("* ").number(now.size()).text(" EXISTS").end();
        answer.text("* ").number(recent.size()).text(" RECENT").end();
    }

    /** The next client to select it is no longer the first. */
    @Override
    public void close() {
        if (!recentArrived) return;
        try {
            backend.messages().resetRecent(id());
        } catch (RefusedException gone) {
            // the mailbox has been deleted: nothing is recent there
        }
    }
}
