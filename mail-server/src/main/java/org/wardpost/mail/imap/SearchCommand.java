package org.wardpost.mail.imap;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.SearchQuery;
import org.wardpost.store.message.UidSet;
import reactor.core.publisher.Flux;

/** SEARCH and UID SEARCH (RFC 3501 §6.4.4), with RETURN (RFC 4731) and SAVE (RFC 5182). */
final class SearchCommand implements Command {
    private final ImapBackend backend;
    private final Clock clock;

    SearchCommand(ImapBackend backend, Clock clock) {
        this.backend = backend;
        this.clock = clock;
    }

    private enum Return {
        MIN,
        MAX,
        ALL,
        COUNT,
        SAVE
    }

    @Override
    public String name() {
        return "SEARCH";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.READER;
    }

    @Override
    public boolean hasUidForm() {
        return true;
    }

    @Override
    public Telling tells(boolean byUid) {
        return byUid ? Telling.EVERYTHING : Telling.NOTHING_GONE;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        arguments.space();
        var returns = EnumSet.noneOf(Return.class);
        boolean extended = arguments.skipWord("RETURN");
        if (extended) {
            arguments.space();
            arguments.list(() -> returns.add(returnOption(arguments.word())));
            arguments.space();
            if (returns.isEmpty()) returns.add(Return.ALL); // RFC 4731 §3.1
        }
        try {
            var parser = new SearchParser(
                    arguments, client, answer, backend.mailboxes().getMessageIdFactory(), clock);
            var criteria = parser.read();
            forget(returns, client);
            var found = search(criteria, client);
            if (returns.contains(Return.SAVE)) client.saveSearch(UidSet.of(meant(found, returns)));
            if (extended) answerExtended(found, returns, parser.hasModseq(), arguments, client, answer);
            else answerPlain(found, parser.hasModseq(), arguments.byUid(), client, answer);
        } catch (SearchParser.BadCharset e) {
            forget(returns, client);
            answer.no("BADCHARSET (UTF-8 US-ASCII ISO-8859-1)", "failed. Charset is unsupported.");
        } catch (SearchParser.TooMany e) {
            forget(returns, client);
            answer.no("LIMIT", "failed. Too many search keys."); // RFC 5530 §3
        }
    }

    /** A NO leaves nothing saved (RFC 5182 §2.1). */
    private static void forget(Set<Return> returns, ImapConnection client) {
        if (returns.contains(Return.SAVE)) client.saveSearch(UidSet.EMPTY);
    }

    private static Return returnOption(String word) {
        for (var option : Return.values()) if (option.name().equals(word)) return option;
        throw new Malformed("no such return option");
    }

    /** UIDs, ascending, of messages that the client has been told of. */
    private static List<Long> search(List<SearchQuery.Criterion> criteria, ImapConnection client)
            throws MailboxException {
        var selected = client.selected();
        var recent = selected.recent().stream().map(MessageUid::of).toList();
        var query = SearchQuery.builder()
                .andCriteria(criteria)
                .addRecentMessageUids(recent)
                .build();
        var found = Flux.from(selected.manager().search(query, client.session()))
                .map(MessageUid::asLong)
                .collectList()
                .block();
        var known = new ArrayList<Long>();
        if (found != null) for (long uid : found) if (selected.shown().contains(uid)) known.add(uid);
        known.sort(null);
        return known;
    }

    /** What an answer is about: with MIN or MAX only, just these are saved (RFC 5182 §2.1), and it is their mod-sequences that
     * count (RFC 7162 §3.1.10). */
    private static List<Long> meant(List<Long> found, Set<Return> returns) {
        boolean everything = returns.contains(Return.ALL)
                || returns.contains(Return.COUNT)
                || (!returns.contains(Return.MIN) && !returns.contains(Return.MAX));
        if (everything || found.isEmpty()) return found;
        var meant = new ArrayList<Long>();
        if (returns.contains(Return.MIN)) meant.add(found.getFirst());
        if (returns.contains(Return.MAX)) meant.add(found.getLast());
        return meant;
    }

    private static void answerPlain(
            List<Long> found, boolean modseq, boolean byUid, ImapConnection client, Answer answer) throws IOException {
        answer.text("* SEARCH");
        for (long uid : found)
            answer.text(" ").number(byUid ? uid : client.selected().shown().msnOf(uid));
        if (modseq && !found.isEmpty())
            answer.text(" (MODSEQ ").number(highest(found, client)).text(")"); // RFC 7162 §3.1.5
        answer.end();
    }

    private static void answerExtended(
            List<Long> found,
            Set<Return> returns,
            boolean modseq,
            Arguments arguments,
            ImapConnection client,
            Answer answer)
            throws IOException {
        if (returns.equals(EnumSet.of(Return.SAVE))) return; // RFC 5182 §2.1: nothing is told
        boolean byUid = arguments.byUid();
        answer.text("* ESEARCH (TAG ")
                .string(arguments.tagOfCommand())
                .text(")")
                .text(byUid ? " UID" : "");
        if (!found.isEmpty()) {
            var shown = client.selected().shown();
            if (returns.contains(Return.MIN))
                answer.text(" MIN ").number(byUid ? found.getFirst() : shown.msnOf(found.getFirst()));
            if (returns.contains(Return.MAX))
                answer.text(" MAX ").number(byUid ? found.getLast() : shown.msnOf(found.getLast()));
            if (returns.contains(Return.ALL)) {
                var all = UidSet.of(found);
                answer.text(" ALL ").text((byUid ? all : client.selected().numbers(all)).toString());
            }
        }
        if (returns.contains(Return.COUNT)) answer.text(" COUNT ").number(found.size());
        if (modseq && !found.isEmpty()) answer.text(" MODSEQ ").number(highest(meant(found, returns), client));
        answer.end();
    }

    private static long highest(List<Long> found, ImapConnection client) {
        var now = client.selected().now();
        long highest = 1;
        for (long uid : found) {
            int number = now.msnOf(uid);
            if (number > 0) highest = Math.max(highest, now.modseqAt(number).value());
        }
        return highest;
    }
}
