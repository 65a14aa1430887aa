package org.wardpost.identity.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wardpost.identity.Role;

/** {@code pseudonym resolve}: which address a log means. Known are accounts and aliases; others have to be named to be compared. */
public final class ResolvePseudonym implements Operation<ResolvePseudonym.Input, ResolvePseudonym.Output> {
    /**
     * @param pseudonym as the log has it, such as {@code u:4f2a9c0b11d7}
     * @param candidates further texts to compare
     */
    public record Input(String pseudonym, List<String> candidates) {}

    /** @param texts empty: none of those compared */
    public record Output(String pseudonym, List<String> texts) {}

    @Override
    public String name() {
        return "pseudonym.resolve";
    }

    @Override
    public Role role() {
        return Role.AUDITOR;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public String subject(Input input) {
        return input.pseudonym();
    }

    @Override
    public Output run(Input input, OperationContext context) {
        var store = context.store();
        var server = store.keys().server();
        var known = new ArrayList<>(input.candidates());
        try (var accounts = store.accounts().all()) {
            accounts.forEach(account -> known.add(account.address()));
        }
        store.aliases().list().forEach(alias -> known.addAll(List.of(alias.address(), alias.target())));
        known.addAll(store.domains().list());
        var texts = known.stream()
                .distinct()
                .flatMap(ResolvePseudonym::spellings)
                .filter(text -> server.pseudonym(text).equals(input.pseudonym()))
                .distinct()
                .toList();
        return new Output(input.pseudonym(), texts);
    }

    /** The forms in which servers write an address: bare, in angle brackets, its local part alone. */
    private static Stream<String> spellings(String text) {
        var at = text.indexOf('@');
        return at < 0 ? Stream.of(text) : Stream.of(text, "<" + text + ">", text.substring(0, at));
    }
}
