package org.wardpost.mail.sieve;

import java.util.ArrayList;
import java.util.List;
import org.wardpost.mail.sieve.Lexer.Kind;
import org.wardpost.mail.sieve.Lexer.Token;

/** The generic grammar of RFC 5228 §8.2, with bounds on nesting and on the number of commands. */
final class SieveParser {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_COMMANDS = 10_000;

    private final List<Token> tokens;
    private int at;
    private int commands;

    private SieveParser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Syntax.Command> parse(byte[] utf8) throws SieveSyntaxException {
        var parser = new SieveParser(Lexer.tokens(utf8));
        var commands = parser.commands(0);
        if (parser.peek().kind() != Kind.END) throw parser.unexpected();
        return commands;
    }

    private List<Syntax.Command> commands(int depth) throws SieveSyntaxException {
        if (depth > MAX_DEPTH) throw new SieveSyntaxException(peek().line(), "blocks are nested too deeply");
        var list = new ArrayList<Syntax.Command>();
        while (peek().kind() == Kind.IDENTIFIER) list.add(command(depth));
        return list;
    }

    private Syntax.Command command(int depth) throws SieveSyntaxException {
        var name = take();
        if (++commands > MAX_COMMANDS) throw new SieveSyntaxException(name.line(), "the script has too many commands");
        var arguments = arguments();
        var tests = tests(depth);
        if (punctuation(";")) return new Syntax.Command(name.text(), arguments, tests, List.of(), false, name.line());
        if (!punctuation("{")) throw unexpected();
        var block = commands(depth + 1);
        if (!punctuation("}")) throw unexpected();
        return new Syntax.Command(name.text(), arguments, tests, block, true, name.line());
    }

    private List<Syntax.Argument> arguments() throws SieveSyntaxException {
        var list = new ArrayList<Syntax.Argument>();
        while (true) {
            var token = peek();
            switch (token.kind()) {
                case TAG -> list.add(new Syntax.Tag(take().text(), token.line()));
                case NUMBER -> list.add(new Syntax.Number(take().number(), token.line()));
                case STRING -> list.add(new Syntax.Strings(List.of(take().text()), false, token.line()));
                default -> {
                    if (!punctuation("[")) return list;
                    list.add(new Syntax.Strings(strings(), true, token.line()));
                }
            }
        }
    }

    private List<String> strings() throws SieveSyntaxException {
        var list = new ArrayList<String>();
        do {
            if (peek().kind() != Kind.STRING) throw unexpected();
            list.add(take().text());
        } while (punctuation(","));
        if (!punctuation("]")) throw unexpected();
        return list;
    }

    private List<Syntax.Test> tests(int depth) throws SieveSyntaxException {
        if (depth > MAX_DEPTH) throw new SieveSyntaxException(peek().line(), "tests are nested too deeply");
        if (peek().kind() == Kind.IDENTIFIER) return List.of(test(depth));
        if (!punctuation("(")) return List.of();
        var list = new ArrayList<Syntax.Test>();
        do list.add(test(depth));
        while (punctuation(","));
        if (!punctuation(")")) throw unexpected();
        return list;
    }

    private Syntax.Test test(int depth) throws SieveSyntaxException {
        if (peek().kind() != Kind.IDENTIFIER) throw unexpected();
        var name = take();
        var arguments = arguments();
        return new Syntax.Test(name.text(), arguments, tests(depth + 1), name.line());
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        return tokens.get(at++);
    }

    private boolean punctuation(String text) {
        if (peek().kind() != Kind.PUNCTUATION || !peek().text().equals(text)) return false;
        at++;
        return true;
    }

    private SieveSyntaxException unexpected() {
        var token = peek();
        return new SieveSyntaxException(
                token.line(),
                switch (token.kind()) {
                    case END -> "the script ends too early";
                    case PUNCTUATION -> "unexpected \"" + token.text() + "\"";
                    case IDENTIFIER, TAG -> "unexpected word \"" + token.text() + "\"";
                    case NUMBER -> "unexpected number";
                    case STRING -> "unexpected string";
                });
    }
}
