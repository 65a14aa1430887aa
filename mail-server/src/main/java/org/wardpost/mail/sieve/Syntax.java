package org.wardpost.mail.sieve;

import java.util.List;

/** A script as the grammar sees it, before anything is known about names (RFC 5228 §8.2). */
final class Syntax {
    private Syntax() {}

    sealed interface Argument {
        int line();
    }

    record Tag(String name, int line) implements Argument {}

    record Number(long value, int line) implements Argument {}

    /** @param list whether it was written in brackets */
    record Strings(List<String> values, boolean list, int line) implements Argument {}

    record Test(String name, List<Argument> arguments, List<Test> tests, int line) {}

    record Command(
            String name, List<Argument> arguments, List<Test> tests, List<Command> block, boolean hasBlock, int line) {}
}
