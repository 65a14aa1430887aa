package org.wardpost.mail.sieve;

import static org.wardpost.mail.sieve.SieveExtension.BODY;
import static org.wardpost.mail.sieve.SieveExtension.DATE;
import static org.wardpost.mail.sieve.SieveExtension.ENVELOPE;
import static org.wardpost.mail.sieve.SieveExtension.IMAP4FLAGS;
import static org.wardpost.mail.sieve.SieveExtension.INDEX;
import static org.wardpost.mail.sieve.SieveExtension.MAILBOX;
import static org.wardpost.mail.sieve.SieveExtension.SPECIAL_USE;
import static org.wardpost.mail.sieve.SieveExtension.SUBADDRESS;
import static org.wardpost.mail.sieve.SieveExtension.VARIABLES;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.wardpost.mail.sieve.SieveScript.Condition;

/** Turns tests into conditions (RFC 5228 §5 and extensions). One method a test. */
final class TestCompiler {
    /** Address fields that {@code address} may name: all others hold no addresses (RFC 5228 §5.1). */
    private static final Set<String> NO_ADDRESSES = Set.of("subject", "date", "received", "message-id", "content-type");

    // what things cost beside looking at a character
    private static final long PARSING = 20;
    private static final long LOOK_UP = 100_000;

    private final Set<SieveExtension> required;

    TestCompiler(Set<SieveExtension> required) {
        this.required = required;
    }

    Condition condition(Syntax.Test test) throws SieveSyntaxException {
        var arguments = new Arguments(test.name(), test.line(), test.arguments());
        var condition = switch (test.name()) {
            case "true" -> (Condition) _ -> true;
            case "false" -> (Condition) _ -> false;
            case "not" -> not(test, arguments);
            case "allof" -> all(test, arguments);
            case "anyof" -> any(test, arguments);
            case "exists" -> exists(arguments);
            case "size" -> size(arguments);
            case "header" -> header(arguments);
            case "address" -> address(arguments);
            case "envelope" -> envelope(arguments);
            case "body" -> body(arguments);
            case "string" -> string(arguments);
            case "hasflag" -> hasFlag(arguments);
            case "mailboxexists" -> mailboxExists(arguments);
            case "specialuse_exists" -> specialUseExists(arguments);
            case "date" -> date(arguments);
            case "currentdate" -> currentDate(arguments);
            default -> throw arguments.error("unknown test \"" + test.name() + "\"");
        };
        arguments.end();
        if (!test.tests().isEmpty() && !List.of("not", "allof", "anyof").contains(test.name()))
            throw arguments.error(test.name() + " takes no test");
        return condition;
    }

    private void needs(SieveExtension extension, Arguments arguments) throws SieveSyntaxException {
        if (!required.contains(extension)) throw arguments.error("\"" + extension.label() + "\" is not required");
    }

    private List<Text> texts(Arguments arguments, String what) throws SieveSyntaxException {
        return Text.all(arguments.strings(what), required, arguments.line());
    }

    private static List<String> in(List<Text> texts, SieveRun run) {
        return texts.stream().map(text -> text.in(run)).toList();
    }

    private Condition not(Syntax.Test test, Arguments arguments) throws SieveSyntaxException {
        if (test.tests().size() != 1) throw arguments.error("not needs one test");
        var inner = condition(test.tests().getFirst());
        return run -> !inner.holds(run);
    }

    private List<Condition> inner(Syntax.Test test, Arguments arguments) throws SieveSyntaxException {
        if (test.tests().isEmpty()) throw arguments.error(test.name() + " needs tests in parentheses");
        var list = new ArrayList<Condition>();
        for (var one : test.tests()) list.add(condition(one));
        return list;
    }

    private Condition all(Syntax.Test test, Arguments arguments) throws SieveSyntaxException {
        var inner = inner(test, arguments);
        return run -> {
            for (var one : inner) if (!one.holds(run)) return false;
            return true;
        };
    }

    private Condition any(Syntax.Test test, Arguments arguments) throws SieveSyntaxException {
        var inner = inner(test, arguments);
        return run -> {
            for (var one : inner) if (one.holds(run)) return true;
            return false;
        };
    }

    private Condition exists(Arguments arguments) throws SieveSyntaxException {
        var names = texts(arguments, "names of fields");
        return run -> in(names, run).stream()
                .noneMatch(name -> run.message().header(name).isEmpty());
    }

    private Condition size(Arguments arguments) throws SieveSyntaxException {
        boolean over = arguments.tag("over");
        boolean under = arguments.tag("under");
        if (over == under) throw arguments.error("size needs :over or :under");
        long limit = arguments.number("a number");
        return run -> over ? run.message().size() > limit : run.message().size() < limit;
    }

    /** {@code :index} and {@code :last} (RFC 5260 §6): which of the fields of one name, or all. */
    private Function<List<String>, List<String>> index(Arguments arguments) throws SieveSyntaxException {
        if (!required.contains(INDEX)) return values -> values;
        var index = arguments.tagNumber("index");
        boolean last = arguments.tag("last");
        if (index.isEmpty()) {
            if (last) throw arguments.error(":last needs :index");
            return values -> values;
        }
        long n = index.get();
        if (n < 1) throw arguments.error(":index counts from 1");
        return values -> {
            if (n > values.size()) return List.of();
            return List.of(values.get((int) (last ? values.size() - n : n - 1)));
        };
    }

    private Condition header(Arguments arguments) throws SieveSyntaxException {
        var matching = Matching.taken(arguments, required);
        var index = index(arguments);
        var names = texts(arguments, "names of fields");
        var keys = texts(arguments, "keys");
        return run -> {
            var values = new ArrayList<String>();
            for (var name : in(names, run))
                values.addAll(index.apply(run.message().header(name)));
            return matching.any(values, in(keys, run), run);
        };
    }

    /** Which part of an address is looked at (RFC 5228 §2.7.4, RFC 5233 §4). */
    private AddressPart part(Arguments arguments) throws SieveSyntaxException {
        Optional<AddressPart> found = Optional.empty();
        for (var part : AddressPart.values()) {
            boolean sub = part == AddressPart.USER || part == AddressPart.DETAIL;
            if (sub && !required.contains(SUBADDRESS)) continue;
            if (!arguments.tag(part.name().toLowerCase(Locale.ROOT))) continue;
            if (found.isPresent()) throw arguments.error("more than one address part");
            found = Optional.of(part);
        }
        return found.orElse(AddressPart.ALL);
    }

    private Condition address(Arguments arguments) throws SieveSyntaxException {
        var matching = Matching.taken(arguments, required);
        var part = part(arguments);
        var index = index(arguments);
        var names = texts(arguments, "names of fields");
        for (var name : names) {
            if (name.constant() && NO_ADDRESSES.contains(name.raw().toLowerCase(Locale.ROOT)))
                throw arguments.error("that field holds no addresses");
        }
        var keys = texts(arguments, "keys");
        return run -> {
            var values = new ArrayList<String>();
            for (var name : in(names, run))
                for (var field : index.apply(run.message().header(name))) {
                    run.spend(PARSING * field.length());
                    for (var address : SieveAddresses.in(field))
                        part.of(address).ifPresent(values::add);
                }
            return matching.any(values, in(keys, run), run);
        };
    }

    private Condition envelope(Arguments arguments) throws SieveSyntaxException {
        needs(ENVELOPE, arguments);
        var matching = Matching.taken(arguments, required);
        var part = part(arguments);
        var names = texts(arguments, "parts of the envelope");
        for (var name : names) {
            if (name.constant() && !List.of("from", "to").contains(name.raw().toLowerCase(Locale.ROOT)))
                throw arguments.error("the envelope has \"from\" and \"to\"");
        }
        var keys = texts(arguments, "keys");
        return run -> {
            var values = new ArrayList<String>();
            for (var name : in(names, run)) {
                switch (name.toLowerCase(Locale.ROOT)) {
                    // RFC 5228 §5.4: the null reverse-path is an empty string, whatever the address part
                    case "from" ->
                        run.context()
                                .sender()
                                .ifPresentOrElse(
                                        sender -> part.of(sender).ifPresent(values::add), () -> values.add(""));
                    case "to" -> part.of(run.context().recipient()).ifPresent(values::add);
                    default ->
                        throw new SieveRuntimeException(arguments.line(), "the envelope has \"from\" and \"to\"");
                }
            }
            return matching.any(values, in(keys, run), run);
        };
    }

    /** RFC 5173: {@code :raw}, {@code :content}, {@code :text}. */
    private Condition body(Arguments arguments) throws SieveSyntaxException {
        needs(BODY, arguments);
        var matching = Matching.taken(arguments, required);
        boolean raw = arguments.tag("raw");
        boolean text = arguments.tag("text");
        var content = arguments.tagStrings("content");
        if ((raw ? 1 : 0) + (text ? 1 : 0) + (content.isPresent() ? 1 : 0) > 1)
            throw arguments.error("more than one body transform");
        var types = content.isPresent() ? Text.all(content.get(), required, arguments.line()) : List.<Text>of();
        var keys = texts(arguments, "keys");
        return run -> {
            if (raw) return matching.any(List.of(run.message().rawBody()), in(keys, run), run);
            var wanted = content.isPresent() ? in(types, run) : List.of("text"); // §5: :text is the default
            var values = new ArrayList<String>();
            for (var one : run.message().parts()) {
                if (wanted.stream().anyMatch(type -> covers(type, one.type()))) values.add(one.text());
            }
            return matching.any(values, in(keys, run), run);
        };
    }

    /** RFC 5173 §5.2: empty is every type, one without a slash every subtype. */
    private static boolean covers(String wanted, String type) {
        var lower = wanted.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) return true;
        return lower.indexOf('/') < 0 ? type.startsWith(lower + "/") : type.equals(lower);
    }

    private Condition string(Arguments arguments) throws SieveSyntaxException {
        needs(VARIABLES, arguments);
        var matching = Matching.taken(arguments, required);
        var sources = texts(arguments, "strings");
        var keys = texts(arguments, "keys");
        return run -> {
            var values = in(sources, run);
            if (matching.type() == Matching.Type.COUNT) // RFC 5229 §5: empty strings do not count
            values = values.stream().filter(value -> !value.isEmpty()).toList();
            return matching.any(values, in(keys, run), run);
        };
    }

    /** RFC 5232 §4. */
    private Condition hasFlag(Arguments arguments) throws SieveSyntaxException {
        needs(IMAP4FLAGS, arguments);
        var matching = Matching.taken(arguments, required);
        var variables = arguments.positional() > 1
                ? Optional.of(arguments.strings("variables"))
                : Optional.<List<String>>empty();
        if (variables.isPresent()) needs(VARIABLES, arguments);
        var keys = texts(arguments, "flags");
        return run -> {
            var values = variables.isPresent()
                    ? SieveRun.flagSet(
                            variables.get().stream().map(run::variable).toList())
                    : run.flags();
            var wanted = matching.type() == Matching.Type.COUNT
                    ? in(keys, run)
                    : in(keys, run).stream()
                            .flatMap(key -> java.util.Arrays.stream(key.trim().split(" +")))
                            .toList();
            return matching.any(List.copyOf(values), wanted, run);
        };
    }

    private Condition mailboxExists(Arguments arguments) throws SieveSyntaxException {
        needs(MAILBOX, arguments);
        var names = texts(arguments, "mailboxes");
        return run -> in(names, run).stream().allMatch(name -> {
            run.spend(LOOK_UP);
            return run.context().mailboxExists(name);
        });
    }

    private Condition specialUseExists(Arguments arguments) throws SieveSyntaxException {
        needs(SPECIAL_USE, arguments);
        Optional<Text> mailbox = arguments.positional() > 1
                ? Optional.of(Text.of(arguments.string("a mailbox"), required, arguments.line()))
                : Optional.empty();
        var uses = texts(arguments, "special uses");
        return run -> {
            var named = mailbox.map(text -> text.in(run));
            return in(uses, run).stream().allMatch(use -> {
                run.spend(LOOK_UP);
                return run.context().specialUseExists(named, use);
            });
        };
    }

    private Condition date(Arguments arguments) throws SieveSyntaxException {
        needs(DATE, arguments);
        var matching = Matching.taken(arguments, required);
        var zone = SieveDates.zone(arguments, true);
        var index = index(arguments);
        var name = Text.of(arguments.string("a field"), required, arguments.line());
        var part = SieveDates.part(arguments);
        var keys = texts(arguments, "keys");
        return run -> {
            var values = index.apply(run.message().header(name.in(run)));
            // RFC 5260 §4: the first field unless :index says otherwise
            var field = values.stream().findFirst();
            field.ifPresent(text -> run.spend(PARSING * text.length()));
            var dates = field.flatMap(SieveDates::parse).map(zone).map(part::of).stream()
                    .toList();
            return matching.any(dates, in(keys, run), run); // none: :count is 0 (RFC 5260 §4)
        };
    }

    private Condition currentDate(Arguments arguments) throws SieveSyntaxException {
        needs(DATE, arguments);
        var matching = Matching.taken(arguments, required);
        var zone = SieveDates.zone(arguments, false);
        var part = SieveDates.part(arguments);
        var keys = texts(arguments, "keys");
        return run -> matching.any(List.of(part.of(zone.apply(run.context().now()))), in(keys, run), run);
    }
}
