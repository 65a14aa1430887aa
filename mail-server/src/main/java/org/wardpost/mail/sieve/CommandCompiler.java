package org.wardpost.mail.sieve;

import static org.wardpost.mail.sieve.SieveExtension.COPY;
import static org.wardpost.mail.sieve.SieveExtension.EREJECT;
import static org.wardpost.mail.sieve.SieveExtension.FILEINTO;
import static org.wardpost.mail.sieve.SieveExtension.IMAP4FLAGS;
import static org.wardpost.mail.sieve.SieveExtension.MAILBOX;
import static org.wardpost.mail.sieve.SieveExtension.REJECT;
import static org.wardpost.mail.sieve.SieveExtension.SPECIAL_USE;
import static org.wardpost.mail.sieve.SieveExtension.VACATION;
import static org.wardpost.mail.sieve.SieveExtension.VARIABLES;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wardpost.mail.sieve.SieveScript.Condition;
import org.wardpost.mail.sieve.SieveScript.Statement;

/**
 * Turns the grammar's commands into what can be run, or says why not. One method a command; over 220 lines because they share
 * what is required and each is small.
 */
final class CommandCompiler {
    private final Set<SieveExtension> required = EnumSet.noneOf(SieveExtension.class);
    private final TestCompiler tests = new TestCompiler(required);

    List<Statement> script(List<Syntax.Command> commands) throws SieveSyntaxException {
        int first = 0;
        while (first < commands.size() && commands.get(first).name().equals("require")) require(commands.get(first++));
        return block(commands.subList(first, commands.size()));
    }

    /** RFC 5228 §3.2. */
    private void require(Syntax.Command command) throws SieveSyntaxException {
        var arguments = plain(command);
        for (var label : arguments.strings("names of extensions")) {
            var extension = SieveExtension.of(label);
            if (extension.isEmpty()) throw arguments.error("the extension \"" + label + "\" is not known here");
            required.add(extension.get());
            if (extension.get() == SieveExtension.VACATION_SECONDS) required.add(VACATION); // RFC 6131 §2
        }
        arguments.end();
    }

    private List<Statement> block(List<Syntax.Command> commands) throws SieveSyntaxException {
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < commands.size(); i++) {
            var command = commands.get(i);
            if (!command.name().equals("if")) {
                statements.add(statement(command));
                continue;
            }
            var chain = new ArrayList<Syntax.Command>();
            chain.add(command);
            while (i + 1 < commands.size()
                    && (commands.get(i + 1).name().equals("elsif")
                            || commands.get(i + 1).name().equals("else"))
                    && !chain.getLast().name().equals("else")) chain.add(commands.get(++i));
            statements.add(choice(chain));
        }
        return List.copyOf(statements);
    }

    /** {@code if}, {@code elsif}, {@code else} (§3.1). */
    private Statement choice(List<Syntax.Command> chain) throws SieveSyntaxException {
        record Branch(Condition condition, List<Statement> block) {}
        var branches = new ArrayList<Branch>();
        for (var command : chain) {
            var otherwise = command.name().equals("else");
            var arguments = new Arguments(command.name(), command.line(), command.arguments());
            arguments.end();
            if (!command.hasBlock()) throw arguments.error(command.name() + " needs a block in braces");
            if (command.tests().size() != (otherwise ? 0 : 1))
                throw arguments.error(command.name() + (otherwise ? " takes no test" : " needs one test"));
            Condition condition =
                    otherwise ? _ -> true : tests.condition(command.tests().getFirst());
            branches.add(new Branch(condition, block(command.block())));
        }
        var all = List.copyOf(branches);
        return run -> {
            for (var branch : all) if (branch.condition().holds(run)) return SieveScript.runAll(branch.block(), run);
            return true;
        };
    }

    private Statement statement(Syntax.Command command) throws SieveSyntaxException {
        var arguments = plain(command);
        var statement = switch (command.name()) {
            case "stop" -> (Statement) _ -> false;
            case "keep" -> keep(arguments);
            case "discard" ->
                (Statement) run -> {
                    run.discard();
                    return true;
                };
            case "redirect" -> redirect(arguments);
            case "fileinto" -> fileInto(arguments);
            case "reject" -> reject(arguments, REJECT);
            case "ereject" -> reject(arguments, EREJECT);
            case "set" -> set(arguments);
            case "setflag", "addflag", "removeflag" -> flags(command.name(), arguments);
            case "vacation" -> vacation(arguments);
            case "require" -> throw arguments.error("require comes first");
            case "elsif", "else" -> throw arguments.error(command.name() + " without if");
            default -> throw arguments.error("unknown command \"" + command.name() + "\"");
        };
        arguments.end();
        return statement;
    }

    private static Arguments plain(Syntax.Command command) throws SieveSyntaxException {
        var arguments = new Arguments(command.name(), command.line(), command.arguments());
        if (!command.tests().isEmpty()) throw arguments.error(command.name() + " takes no test");
        if (command.hasBlock()) throw arguments.error(command.name() + " takes no block");
        return arguments;
    }

    private void needs(SieveExtension extension, Arguments arguments) throws SieveSyntaxException {
        if (!required.contains(extension)) throw arguments.error("\"" + extension.label() + "\" is not required");
    }

    private Text text(String string, Arguments arguments) throws SieveSyntaxException {
        return Text.of(string, required, arguments.line());
    }

    /** {@code :flags}, or the flags set so far (RFC 5232 §5). */
    private Optional<List<Text>> flagsTag(Arguments arguments) throws SieveSyntaxException {
        if (!required.contains(IMAP4FLAGS)) return Optional.empty();
        var flags = arguments.tagStrings("flags");
        return flags.isEmpty() ? Optional.empty() : Optional.of(Text.all(flags.get(), required, arguments.line()));
    }

    private static Set<String> flags(Optional<List<Text>> tag, SieveRun run) {
        return tag.map(texts -> SieveRun.flagSet(
                        texts.stream().map(text -> text.in(run)).toList()))
                .orElseGet(() -> new LinkedHashSet<>(run.flags()));
    }

    private Statement keep(Arguments arguments) throws SieveSyntaxException {
        var flags = flagsTag(arguments);
        int line = arguments.line();
        return run -> {
            run.act(new SieveAction.Keep(flags(flags, run)), true, line);
            return true;
        };
    }

    private Statement redirect(Arguments arguments) throws SieveSyntaxException {
        boolean copy = required.contains(COPY) && arguments.tag("copy");
        var address = text(arguments.string("an address"), arguments);
        if (address.constant() && SieveAddress.of(address.raw()).isEmpty()) throw arguments.error("not a mail address");
        int line = arguments.line();
        return run -> {
            var to = SieveAddress.of(address.in(run))
                    .orElseThrow(() -> new SieveRuntimeException(line, "not a mail address"));
            run.act(new SieveAction.Redirect(to.address()), !copy, line);
            return true;
        };
    }

    private Statement fileInto(Arguments arguments) throws SieveSyntaxException {
        needs(FILEINTO, arguments);
        boolean copy = required.contains(COPY) && arguments.tag("copy");
        boolean create = required.contains(MAILBOX) && arguments.tag("create");
        var use = required.contains(SPECIAL_USE) ? arguments.tagString("specialuse") : Optional.<String>empty();
        var flags = flagsTag(arguments);
        var mailbox = text(arguments.string("a mailbox"), arguments);
        int line = arguments.line();
        return run -> {
            run.act(new SieveAction.FileInto(mailbox.in(run), flags(flags, run), create, use), !copy, line);
            return true;
        };
    }

    private Statement reject(Arguments arguments, SieveExtension extension) throws SieveSyntaxException {
        needs(extension, arguments);
        var reason = text(arguments.string("a reason"), arguments);
        int line = arguments.line();
        return run -> {
            run.act(new SieveAction.Reject(reason.in(run)), true, line);
            return true;
        };
    }

    private Statement set(Arguments arguments) throws SieveSyntaxException {
        needs(VARIABLES, arguments);
        var modifiers = VariableModifier.taken(arguments);
        var name = arguments.string("a name");
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) throw arguments.error("not a name of a variable");
        var value = text(arguments.string("a value"), arguments);
        int line = arguments.line();
        return run -> {
            var result = value.in(run);
            for (var modifier : modifiers) result = modifier.apply(result);
            run.set(name, result, line);
            return true;
        };
    }

    /** RFC 5232 §3: the internal variable, or one of {@code variables}. */
    private Statement flags(String verb, Arguments arguments) throws SieveSyntaxException {
        needs(IMAP4FLAGS, arguments);
        Optional<String> variable =
                arguments.positional() > 1 ? Optional.of(arguments.string("a variable")) : Optional.empty();
        if (variable.isPresent()) needs(VARIABLES, arguments);
        var list = Text.all(arguments.strings("flags"), required, arguments.line());
        int line = arguments.line();
        return run -> {
            var before = variable.map(name -> SieveRun.flagSet(List.of(run.variable(name))))
                    .orElseGet(run::flags);
            var after = changed(
                    verb,
                    before,
                    SieveRun.flagSet(list.stream().map(text -> text.in(run)).toList()));
            if (variable.isPresent()) run.set(variable.get(), String.join(" ", after), line);
            else run.flags(after);
            return true;
        };
    }

    private static Set<String> changed(String verb, Set<String> before, Set<String> named) {
        if (verb.equals("setflag")) return named;
        var both = new ArrayList<>(before);
        if (verb.equals("addflag")) {
            both.addAll(named);
            return SieveRun.flagSet(both);
        }
        var gone = named.stream().map(flag -> flag.toLowerCase(Locale.ROOT)).toList();
        both.removeIf(flag -> gone.contains(flag.toLowerCase(Locale.ROOT)));
        return new LinkedHashSet<>(both);
    }

    private Statement vacation(Arguments arguments) throws SieveSyntaxException {
        needs(VACATION, arguments);
        return VacationCompiler.statement(arguments, required);
    }
}
