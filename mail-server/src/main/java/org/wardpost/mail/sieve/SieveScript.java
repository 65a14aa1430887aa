package org.wardpost.mail.sieve;

import java.util.List;

/**
 * A script that has been checked whole: every command, test, tag and {@code require} is known before anything runs, which is
 * also what CHECKSCRIPT and PUTSCRIPT ask (RFC 5804 §2.12, §2.6). Immutable, so one is run on many messages.
 */
public final class SieveScript {
    @FunctionalInterface
    interface Statement {
        /** @return false when the script shall stop */
        boolean run(SieveRun run);
    }

    @FunctionalInterface
    interface Condition {
        boolean holds(SieveRun run);
    }

    private final List<Statement> statements;
    private final SieveSettings settings;

    private SieveScript(List<Statement> statements, SieveSettings settings) {
        this.statements = statements;
        this.settings = settings;
    }

    /** @throws SieveSyntaxException with line and reason */
    public static SieveScript parse(byte[] utf8, SieveSettings settings) throws SieveSyntaxException {
        if (utf8.length > settings.scriptBytes())
            throw new SieveSyntaxException(1, "the script is larger than " + settings.scriptBytes() + " octets");
        return new SieveScript(new CommandCompiler().script(SieveParser.parse(utf8)), settings);
    }

    /**
     * What shall be done with the message, in order; never empty unless it is discarded.
     * @throws SieveRuntimeException when the script fails: the message is then kept
     */
    public List<SieveAction> run(SieveMessage message, SieveContext context) {
        var run = new SieveRun(message, context, settings);
        runAll(statements, run);
        return run.outcome();
    }

    static boolean runAll(List<Statement> statements, SieveRun run) {
        for (var statement : statements) if (!statement.run(run)) return false;
        return true;
    }
}
