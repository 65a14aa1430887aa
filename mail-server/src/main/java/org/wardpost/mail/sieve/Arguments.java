package org.wardpost.mail.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Arguments of a command or test while they are taken one after the other: tags by name, then what is left in order. */
final class Arguments {
    private final String name;
    private final int line;
    private final List<Syntax.Argument> left;

    Arguments(String name, int line, List<Syntax.Argument> arguments) {
        this.name = name;
        this.line = line;
        this.left = new ArrayList<>(arguments);
    }

    int line() {
        return line;
    }

    boolean tag(String tag) throws SieveSyntaxException {
        int index = index(tag);
        if (index < 0) return false;
        left.remove(index);
        if (index(tag) >= 0) throw error(":" + tag + " is given twice");
        return true;
    }

    Optional<List<String>> tagStrings(String tag) throws SieveSyntaxException {
        int index = index(tag);
        if (index < 0) return Optional.empty();
        if (index + 1 < left.size() && left.get(index + 1) instanceof Syntax.Strings strings) {
            left.remove(index + 1);
            tag(tag);
            return Optional.of(strings.values());
        }
        throw error(":" + tag + " needs a string");
    }

    Optional<String> tagString(String tag) throws SieveSyntaxException {
        var strings = tagStrings(tag);
        if (strings.isPresent() && strings.get().size() != 1) throw error(":" + tag + " needs one string");
        return strings.map(List::getFirst);
    }

    Optional<Long> tagNumber(String tag) throws SieveSyntaxException {
        int index = index(tag);
        if (index < 0) return Optional.empty();
        if (index + 1 < left.size() && left.get(index + 1) instanceof Syntax.Number number) {
            left.remove(index + 1);
            tag(tag);
            return Optional.of(number.value());
        }
        throw error(":" + tag + " needs a number");
    }

    private int index(String tag) {
        for (int i = 0; i < left.size(); i++)
            if (left.get(i) instanceof Syntax.Tag t && t.name().equals(tag)) return i;
        return -1;
    }

    /** How many are left that are no tags. */
    int positional() {
        return (int) left.stream()
                .filter(argument -> !(argument instanceof Syntax.Tag))
                .count();
    }

    List<String> strings(String what) throws SieveSyntaxException {
        if (!left.isEmpty() && left.getFirst() instanceof Syntax.Strings strings) {
            left.removeFirst();
            return strings.values();
        }
        throw missing(what);
    }

    String string(String what) throws SieveSyntaxException {
        if (!left.isEmpty() && left.getFirst() instanceof Syntax.Strings strings && !strings.list()) {
            left.removeFirst();
            return strings.values().getFirst();
        }
        throw missing(what);
    }

    long number(String what) throws SieveSyntaxException {
        if (!left.isEmpty() && left.getFirst() instanceof Syntax.Number number) {
            left.removeFirst();
            return number.value();
        }
        throw missing(what);
    }

    private SieveSyntaxException missing(String what) {
        if (!left.isEmpty() && left.getFirst() instanceof Syntax.Tag tag) return unknown(tag);
        return error(name + " needs " + what);
    }

    private SieveSyntaxException unknown(Syntax.Tag tag) {
        return error(name + " does not know :" + tag.name() + ", or it is not required");
    }

    /** Nothing may be left. */
    void end() throws SieveSyntaxException {
        if (left.isEmpty()) return;
        if (left.getFirst() instanceof Syntax.Tag tag) throw unknown(tag);
        throw error(name + " has too many arguments");
    }

    SieveSyntaxException error(String why) {
        return new SieveSyntaxException(line, why);
    }
}
