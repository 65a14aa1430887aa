package org.wardpost.mail.imap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import javax.mail.Flags.Flag;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.SearchQuery.AddressType;
import org.apache.james.mailbox.model.SearchQuery.Criterion;
import org.apache.james.mailbox.model.SearchQuery.DateResolution;
import org.apache.james.mailbox.model.ThreadId;
import org.wardpost.store.message.UidSet;

/** Search keys (RFC 3501 §6.4.4, RFC 5032, 7162 §3.1.5, 8474 §5.3, 8514 §4.3) as James's criteria. Their number is bounded, and
 * that of those which open bodies more so. */
final class SearchParser {
    private static final int KEYS = 1000;
    private static final int BODY_KEYS = 50;
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d-MMM-uuuu")
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);

    private final Arguments arguments;
    private final ImapConnection client;
    private final Answer answer;
    private final MessageId.Factory ids;
    private final Clock clock;
    private Charset charset = StandardCharsets.UTF_8; // of which US-ASCII is a part
    private boolean charsetNamed;
    private int keys;
    private int bodyKeys;
    private boolean modseq;

    SearchParser(Arguments arguments, ImapConnection client, Answer answer, MessageId.Factory ids, Clock clock) {
        this.arguments = arguments;
        this.client = client;
        this.answer = answer;
        this.ids = ids;
        this.clock = clock;
    }

    /** There is no such character set here (RFC 3501 §6.4.4: NO, not BAD). */
    static final class BadCharset extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadCharset() {
            super("charset", null, false, false);
        }
    }

    /** More keys than one search may have. */
    static final class TooMany extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMany() {
            super("keys", null, false, false);
        }
    }

    /** Whether MODSEQ was among the keys: the answer then tells the highest found (RFC 7162 §3.1.5). */
    boolean hasModseq() {
        return modseq;
    }

    List<Criterion> read() {
        if (arguments.skipWord("CHARSET")) {
            arguments.space();
            charset = charset(arguments.astring());
            charsetNamed = true;
            arguments.space();
        }
        var all = new ArrayList<Criterion>();
        do all.add(key());
        while (arguments.more());
        arguments.end();
        return all;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new BadCharset();
        }
    }

    private Criterion key() {
        if (++keys > KEYS) throw new TooMany();
        if (arguments.isNext('(')) {
            var all = new ArrayList<Criterion>();
            arguments.list(() -> all.add(key()));
            return SearchQuery.and(all);
        }
        if (arguments.setIsNext()) return uids(arguments.set(), false);
        var word = arguments.word();
        var simple = flag(word);
        return simple != null ? simple : withArgument(word);
    }

    private static @org.jspecify.annotations.Nullable Criterion flag(String word) {
        return switch (word) {
            case "ALL" -> SearchQuery.all();
            case "ANSWERED" -> SearchQuery.flagIsSet(Flag.ANSWERED);
            case "DELETED" -> SearchQuery.flagIsSet(Flag.DELETED);
            case "DRAFT" -> SearchQuery.flagIsSet(Flag.DRAFT);
            case "FLAGGED" -> SearchQuery.flagIsSet(Flag.FLAGGED);
            case "SEEN" -> SearchQuery.flagIsSet(Flag.SEEN);
            case "RECENT" -> SearchQuery.flagIsSet(Flag.RECENT);
            case "UNANSWERED" -> SearchQuery.flagIsUnSet(Flag.ANSWERED);
            case "UNDELETED" -> SearchQuery.flagIsUnSet(Flag.DELETED);
            case "UNDRAFT" -> SearchQuery.flagIsUnSet(Flag.DRAFT);
            case "UNFLAGGED" -> SearchQuery.flagIsUnSet(Flag.FLAGGED);
            case "UNSEEN" -> SearchQuery.flagIsUnSet(Flag.SEEN);
            case "OLD" -> SearchQuery.flagIsUnSet(Flag.RECENT);
            case "NEW" -> SearchQuery.and(SearchQuery.flagIsSet(Flag.RECENT), SearchQuery.flagIsUnSet(Flag.SEEN));
            case "SAVEDATESUPPORTED" -> SearchQuery.saveDateSupported();
            default -> null;
        };
    }

    private Criterion withArgument(String word) {
        if (!arguments.more()) throw new Malformed("no such search key, or nothing behind it");
        return switch (word) {
            case "NOT" -> SearchQuery.not(key());
            case "OR" -> or();
            case "UID" -> uids(arguments.set(), true);
            case "KEYWORD" -> SearchQuery.flagIsSet(arguments.atom());
            case "UNKEYWORD" -> SearchQuery.flagIsUnSet(arguments.atom());
            case "BCC" -> SearchQuery.address(AddressType.Bcc, text());
            case "CC" -> SearchQuery.address(AddressType.Cc, text());
            case "FROM" -> SearchQuery.address(AddressType.From, text());
            case "TO" -> SearchQuery.address(AddressType.To, text());
            case "SUBJECT" -> SearchQuery.subject(text());
            case "BODY" -> SearchQuery.bodyContains(bodyText());
            case "TEXT" -> SearchQuery.mailContains(bodyText());
            case "HEADER" -> header();
            case "LARGER" -> SearchQuery.sizeGreaterThan(arguments.number());
            case "SMALLER" -> SearchQuery.sizeLessThan(arguments.number());
            case "OLDER" -> older(within());
            case "YOUNGER" -> younger(within());
            case "MODSEQ" -> modseq();
            case "EMAILID" -> emailId();
            case "THREADID" -> threadId();
            default -> date(word);
        };
    }

    private Criterion or() {
        var one = key();
        arguments.space();
        return SearchQuery.or(one, key());
    }

    private Criterion header() {
        var name = arguments.astring();
        arguments.space();
        var value = text();
        return value.isEmpty() ? SearchQuery.headerExists(name) : SearchQuery.headerContains(name, value);
    }

    private Criterion date(String word) {
        return switch (word) {
            case "BEFORE" -> SearchQuery.internalDateBefore(day(), DateResolution.Day);
            case "ON" -> SearchQuery.internalDateOn(day(), DateResolution.Day);
            case "SINCE" -> since(SearchQuery::internalDateOn, SearchQuery::internalDateAfter);
            case "SENTBEFORE" -> SearchQuery.headerDateBefore("Date", day(), DateResolution.Day);
            case "SENTON" -> SearchQuery.headerDateOn("Date", day(), DateResolution.Day);
            case "SENTSINCE" ->
                since(
                        (day, to) -> SearchQuery.headerDateOn("Date", day, to),
                        (day, to) -> SearchQuery.headerDateAfter("Date", day, to));
            case "SAVEDBEFORE" -> SearchQuery.saveDateBefore(day(), DateResolution.Day);
            case "SAVEDON" -> SearchQuery.saveDateOn(day(), DateResolution.Day);
            case "SAVEDSINCE" -> since(SearchQuery::saveDateOn, SearchQuery::saveDateAfter);
            default -> throw new Malformed("no such search key");
        };
    }

    private Criterion since(
            BiFunction<Date, DateResolution, Criterion> on, BiFunction<Date, DateResolution, Criterion> after) {
        var day = day();
        return SearchQuery.or(on.apply(day, DateResolution.Day), after.apply(day, DateResolution.Day));
    }

    private Date day() {
        try {
            return Date.from(LocalDate.parse(arguments.astring().strip(), DATE)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant());
        } catch (DateTimeException e) {
            throw new Malformed("not a date");
        }
    }

    /** Seconds ago (RFC 5032 §2), as a moment. */
    private Date within() {
        long seconds = arguments.number();
        if (seconds == 0) throw new Malformed("not an interval");
        return Date.from(clock.instant().minusSeconds(Math.min(seconds, 1L << 33)));
    }

    private static Criterion older(Date then) {
        return SearchQuery.or(
                SearchQuery.internalDateOn(then, DateResolution.Second),
                SearchQuery.internalDateBefore(then, DateResolution.Second));
    }

    private static Criterion younger(Date then) {
        return SearchQuery.or(
                SearchQuery.internalDateOn(then, DateResolution.Second),
                SearchQuery.internalDateAfter(then, DateResolution.Second));
    }

    /** {@code MODSEQ ["/flags/\\Seen" all] n}: we keep one mod-sequence a message, which is allowed for any entry. */
    private Criterion modseq() {
        modseq = true;
        enableCondstore(); // RFC 7162 §3.1
        if (arguments.isNext('"')) {
            arguments.string();
            arguments.space();
            arguments.word();
            arguments.space();
        }
        long n = arguments.number();
        return SearchQuery.or(SearchQuery.modSeqEquals(n), SearchQuery.modSeqGreaterThan(n));
    }

    private void enableCondstore() {
        try {
            client.enableCondstore(answer);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    private Criterion emailId() {
        try {
            return SearchQuery.hasMessageId(ids.fromString(arguments.atom()));
        } catch (IllegalArgumentException e) {
            return SearchQuery.not(SearchQuery.all()); // an id that is none of ours finds nothing
        }
    }

    private Criterion threadId() {
        try {
            return SearchQuery.threadId(ThreadId.fromBaseMessageId(ids.fromString(arguments.atom())));
        } catch (IllegalArgumentException e) {
            return SearchQuery.not(SearchQuery.all());
        }
    }

    private Criterion uids(SequenceSet set, boolean byUid) {
        UidSet uids;
        try {
            uids = client.selected().uids(set, byUid, client, answer);
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } catch (Malformed noSuchNumber) {
            if (client.selected().shown().size() > 0) throw noSuchNumber;
            uids = UidSet.EMPTY; // 1:* of an empty mailbox: phones ask, and other servers find nothing
        }
        if (uids.isEmpty()) return SearchQuery.not(SearchQuery.all());
        return SearchQuery.uid(uids.ranges().stream().map(SearchParser::range).toArray(SearchQuery.UidRange[]::new));
    }

    private static SearchQuery.UidRange range(UidSet.Range range) {
        return new SearchQuery.UidRange(MessageUid.of(range.first()), MessageUid.of(range.last()));
    }

    private String text() {
        byte[] octets = arguments.astringOctets();
        try {
            return Arguments.decode(octets, charset);
        } catch (Malformed notUtf8) {
            if (charsetNamed || !client.enabled(Extension.UTF8)) throw notUtf8;
            return new String(
                    octets, StandardCharsets.ISO_8859_1); // so Angus Mail and JavaMail write once UTF8 is enabled
        }
    }

    private String bodyText() {
        if (++bodyKeys > BODY_KEYS) throw new TooMany();
        return text();
    }
}
