package org.wardpost.mail.search;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.mail.Flags.Flag;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.UnsupportedSearchException;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.SearchQuery.ConjunctionCriterion;
import org.apache.james.mailbox.model.SearchQuery.Criterion;
import org.apache.james.mailbox.model.SearchQuery.HeaderCriterion;
import org.apache.james.mailbox.model.SearchQuery.NumericOperator;
import org.apache.james.mailbox.model.SearchQuery.TextCriterion;
import org.wardpost.mail.mailbox.StoreMessageId;
import org.wardpost.mail.message.HeaderField;
import org.wardpost.mail.message.MessageSummary;
import org.wardpost.mail.message.Part;
import org.wardpost.store.message.MessageFlags;

/** James's search criteria as conditions. */
final class Conditions {
    private static final Map<Flag, Integer> BITS = Map.of(
            Flag.SEEN, MessageFlags.SEEN,
            Flag.ANSWERED, MessageFlags.ANSWERED,
            Flag.FLAGGED, MessageFlags.FLAGGED,
            Flag.DELETED, MessageFlags.DELETED,
            Flag.DRAFT, MessageFlags.DRAFT);

    private final Set<MessageUid> recent;

    private Conditions(Set<MessageUid> recent) {
        this.recent = recent;
    }

    /** @throws UnsupportedSearchException for a criterion that is not known */
    static Condition of(SearchQuery query) throws UnsupportedSearchException {
        return new Conditions(Set.copyOf(query.getRecentMessageUids())).all(query.getCriteria());
    }

    private Condition all(List<Criterion> criteria) throws UnsupportedSearchException {
        return Condition.all(each(criteria));
    }

    private List<Condition> each(List<Criterion> criteria) throws UnsupportedSearchException {
        var conditions = new java.util.ArrayList<Condition>();
        for (var criterion : criteria) {
            conditions.add(one(criterion));
        }
        return conditions;
    }

    private Condition one(Criterion criterion) throws UnsupportedSearchException {
        return switch (criterion) {
            case SearchQuery.AllCriterion _ -> Condition.view(_ -> true);
            case ConjunctionCriterion all -> conjunction(all);
            case SearchQuery.UidCriterion uids -> uid(uids);
            case SearchQuery.FlagCriterion flag -> flag(flag);
            case SearchQuery.CustomFlagCriterion keyword -> keyword(keyword);
            case SearchQuery.SizeCriterion size ->
                number(size.getOperator(), c -> c.entry().size());
            case SearchQuery.ModSeqCriterion modseq ->
                number(modseq.getOperator(), c -> c.entry().modseq().value());
            case SearchQuery.InternalDateCriterion date ->
                Condition.view(
                        c -> DateCondition.matches(date.getOperator(), c.entry().internalDate()));
            case SearchQuery.SaveDateCriterion date ->
                Condition.view(
                        c -> DateCondition.matches(date.getOperator(), c.entry().saveDate()));
            case SearchQuery.MessageIdCriterion id ->
                Condition.view(c -> new StoreMessageId(c.entry().objectId()).equals(id.getMessageId()));
            case SearchQuery.ThreadIdCriterion id ->
                Condition.view(c -> StoreMessageId.thread(c.entry().threadId()).equals(id.getThreadId()));
            case SearchQuery.MimeMessageIDCriterion id -> one(id.asHeaderCriterion());
            case SearchQuery.SubjectCriterion subject -> one(subject.asHeaderCriterion());
            case HeaderCriterion header -> header(header);
            case TextCriterion text -> text(text);
            case SearchQuery.AttachmentCriterion attachment ->
                Condition.summary(c -> hasAttachment(c.summary().root())
                        == attachment.getOperator().isSet());
            default -> throw new UnsupportedSearchException();
        };
    }

    private Condition conjunction(ConjunctionCriterion conjunction) throws UnsupportedSearchException {
        var conditions = each(conjunction.getCriteria());
        return switch (conjunction.getType()) {
            case AND -> Condition.all(conditions);
            case OR -> Condition.any(conditions);
            case NOR -> Condition.any(conditions).negated();
        };
    }

    private static Condition uid(SearchQuery.UidCriterion criterion) {
        var ranges = criterion.getOperator().getRange();
        return Condition.view(c -> {
            var uid = MessageUid.of(c.entry().uid());
            return ranges.length == 0 || Arrays.stream(ranges).anyMatch(range -> range.isIn(uid));
        });
    }

    private Condition flag(SearchQuery.FlagCriterion criterion) {
        boolean set = criterion.getOperator().isSet();
        if (criterion.getFlag() == Flag.RECENT) { // what this session was told of, and what nobody was told of yet
            return Condition.view(c -> (recent.contains(MessageUid.of(c.entry().uid()))
                            || c.entry().flags().recent())
                    == set);
        }
        int bit = BITS.getOrDefault(criterion.getFlag(), 0);
        return Condition.view(c -> c.entry().flags().has(bit) == set);
    }

    private static Condition keyword(SearchQuery.CustomFlagCriterion criterion) {
        boolean set = criterion.getOperator().isSet();
        return Condition.view(
                c -> c.entry().keywords().stream().anyMatch(criterion.getFlag()::equalsIgnoreCase) == set);
    }

    private static Condition number(NumericOperator operator, java.util.function.ToLongFunction<Candidate> of) {
        long value = operator.getValue();
        return Condition.view(c -> {
            int order = Long.compare(of.applyAsLong(c), value);
            return switch (operator.getType()) {
                case EQUALS -> order == 0;
                case LESS_THAN -> order < 0;
                case GREATER_THAN -> order > 0;
            };
        });
    }

    private static Condition header(HeaderCriterion criterion) throws UnsupportedSearchException {
        var name = criterion.getHeaderName();
        return switch (criterion.getOperator()) {
            case SearchQuery.ExistsOperator _ ->
                Condition.summary(c -> c.summary().header().first(name).isPresent());
            case SearchQuery.ContainsOperator contains -> fieldHas(name, Folded.of(contains.getValue()));
            case SearchQuery.AddressOperator address -> fieldHas(name, Folded.of(address.getAddress()));
            case SearchQuery.DateOperator date -> Condition.summary(c -> date(c.summary(), name, date));
            default -> throw new UnsupportedSearchException();
        };
    }

    private static Condition fieldHas(String name, Folded text) {
        return Condition.summary(c -> c.fieldHas(name, text));
    }

    private static Stream<HeaderField> fields(MessageSummary summary, String name) {
        return summary.header().fields().stream().filter(field -> field.is(name));
    }

    private static boolean date(MessageSummary summary, String name, SearchQuery.DateOperator operator) {
        return fields(summary, name)
                .findFirst()
                .flatMap(HeaderField::wallClock)
                .filter(found -> DateCondition.matches(operator, found))
                .isPresent();
    }

    private static Condition text(TextCriterion criterion) throws UnsupportedSearchException {
        var text = Folded.of(criterion.getOperator().getValue());
        return switch (criterion.getType()) {
            case BODY -> Condition.body(c -> c.bodyHas(text));
            case FULL -> Condition.body(c -> c.has(text));
            case ATTACHMENT_FILE_NAME ->
                Condition.summary(c -> hasFileName(c.summary().root(), text));
            case ATTACHMENTS -> throw new UnsupportedSearchException();
        };
    }

    private static boolean hasFileName(Part part, Folded text) {
        return part.fileName().filter(text::isIn).isPresent()
                || part.children().stream().anyMatch(child -> hasFileName(child, text))
                || part.message().filter(m -> hasFileName(m.root(), text)).isPresent();
    }

    /** A leaf that is meant to be saved: not one that the text shows in its place by Content-ID (RFC 2392). */
    private static boolean hasAttachment(Part part) {
        if (part.isMultipart()) {
            return part.children().stream().anyMatch(Conditions::hasAttachment);
        }
        boolean inline =
                part.disposition().filter(d -> d.type().equals("inline")).isPresent()
                        && part.id().isPresent();
        boolean attachment =
                part.disposition().filter(d -> d.type().equals("attachment")).isPresent();
        return attachment
                || !inline && !part.type().equals("text") && part.fileName().isPresent();
    }
}
