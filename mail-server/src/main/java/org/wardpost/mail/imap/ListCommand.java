package org.wardpost.mail.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.james.mailbox.exception.MailboxException;
import org.jspecify.annotations.Nullable;

/** LIST (RFC 3501 §6.3.8) with everything of RFC 5258 (LIST-EXTENDED), RFC 5819 (LIST-STATUS), RFC 6154 (SPECIAL-USE) and RFC
 * 8440 (MYRIGHTS). Special uses stand in a plain LIST too: macOS and iOS use what they do not ask for (clients.md §8). */
final class ListCommand implements Command {
    private static final int PATTERNS = 100;

    private final ImapBackend backend;

    ListCommand(ImapBackend backend) {
        this.backend = backend;
    }

    private enum Select {
        SUBSCRIBED,
        REMOTE,
        RECURSIVEMATCH,
        SPECIAL_USE
    }

    private enum Return {
        SUBSCRIBED,
        CHILDREN,
        SPECIAL_USE,
        MYRIGHTS
    }

    private record Request(
            Set<Select> select,
            List<ListPattern> patterns,
            boolean root,
            Set<Return> returns,
            @Nullable List<StatusItem> status) {}

    @Override
    public String name() {
        return "LIST";
    }

    @Override
    public Set<ConnectionState> validIn() {
        return ConnectionState.USER;
    }

    @Override
    public void run(Arguments arguments, ImapConnection client, Answer answer) throws IOException, MailboxException {
        var request = read(arguments, client);
        if (request.root) {
            answer.untagged("LIST (\\Noselect) \"" + client.session().getPathDelimiter() + "\" \"\"");
            return;
        }
        for (var listed : Listed.all(backend, client)) {
            var matching = request.patterns.stream()
                    .filter(p -> p.matches(listed.name()))
                    .toList();
            if (!matching.isEmpty() && wanted(listed, request, matching)) list(listed, request, client, answer);
        }
    }

    /** Levels that are no mailboxes are shown where {@code %} stands last only (RFC 3501 §6.3.8); those above what others share always,
     * for clients that hang a mailbox on its parent. */
    private static boolean wanted(Listed listed, Request request, List<ListPattern> matching) {
        boolean special = Listed.specialUse(listed.role()) != null;
        if (request.select.contains(Select.SPECIAL_USE) && !special) return false;
        if (!request.select.contains(Select.SUBSCRIBED))
            return listed.exists()
                    || (listed.hasChildren()
                            && (listed.shared()
                                    || matching.stream().anyMatch(p -> p.text().endsWith("%"))));
        return listed.subscribed() || (request.select.contains(Select.RECURSIVEMATCH) && listed.subscribedBelow());
    }

    private void list(Listed listed, Request request, ImapConnection client, Answer answer)
            throws IOException, MailboxException {
        answer.text("* LIST (")
                .text(String.join(" ", attributes(listed, request)))
                .text(") \"")
                .text(String.valueOf(client.session().getPathDelimiter()))
                .text("\" ")
                .mailbox(listed.name());
        boolean recursive = request.select.contains(Select.RECURSIVEMATCH);
        if (recursive && listed.subscribedBelow()) answer.text(" (\"CHILDINFO\" (\"SUBSCRIBED\"))"); // RFC 5258 §3.5
        answer.end();
        if (!listed.exists()) return;
        if (request.returns.contains(Return.MYRIGHTS))
            MyRightsCommand.tell(backend, listed.name(), client, answer); // RFC 8440 §4
        if (request.status != null)
            StatusCommand.tell(
                    backend,
                    Opened.named(backend, client, listed.name()),
                    listed.name(),
                    request.status,
                    answer); // RFC 5819 §2
    }

    private static List<String> attributes(Listed listed, Request request) {
        var all = new ArrayList<String>(4);
        if (!listed.exists()) {
            all.add(request.select.isEmpty() && request.returns.isEmpty() ? "\\Noselect" : "\\NonExistent");
        }
        all.add(listed.hasChildren() ? "\\HasChildren" : "\\HasNoChildren"); // RFC 3348, RFC 5258 §4
        boolean subscriptions =
                request.select.contains(Select.SUBSCRIBED) || request.returns.contains(Return.SUBSCRIBED);
        if (subscriptions && listed.subscribed()) all.add("\\Subscribed");
        var use = Listed.specialUse(listed.role());
        if (use != null) all.add(use);
        return all;
    }

    private static Request read(Arguments arguments, ImapConnection client) {
        arguments.space();
        var select = EnumSet.noneOf(Select.class);
        if (arguments.isNext('(')) {
            arguments.list(() -> select.add(
                    switch (arguments.word()) {
                        case "SUBSCRIBED" -> Select.SUBSCRIBED;
                        case "REMOTE" -> Select.REMOTE; // there are none
                        case "RECURSIVEMATCH" -> Select.RECURSIVEMATCH;
                        case "SPECIAL-USE" -> Select.SPECIAL_USE;
                        default -> throw new Malformed("no such selection");
                    }));
            arguments.space();
        }
        if (select.contains(Select.RECURSIVEMATCH) && !select.contains(Select.SUBSCRIBED))
            throw new Malformed("RECURSIVEMATCH alone"); // RFC 5258 §3.1
        var reference = arguments.mailboxOrEmpty();
        arguments.space();
        char delimiter = client.session().getPathDelimiter();
        var patterns = new ArrayList<ListPattern>();
        boolean[] root = {false};
        Runnable one = () -> {
            var pattern = arguments.pattern();
            if (patterns.size() >= PATTERNS) throw new Malformed("too many patterns");
            root[0] |= pattern.isEmpty();
            patterns.add(new ListPattern(reference + pattern, delimiter));
        };
        boolean several = arguments.isNext('(');
        if (several) arguments.list(one);
        else one.run();
        var returns = EnumSet.noneOf(Return.class);
        var status = new ArrayList<StatusItem>();
        if (arguments.more()) returns(arguments, returns, status);
        arguments.end();
        return new Request(
                select, patterns, root[0] && !several && select.isEmpty(), returns, status.isEmpty() ? null : status);
    }

    private static void returns(Arguments arguments, Set<Return> returns, List<StatusItem> status) {
        if (!arguments.word().equals("RETURN")) throw new Malformed("expected RETURN");
        arguments.space();
        arguments.list(() -> {
            switch (arguments.word()) {
                case "SUBSCRIBED" -> returns.add(Return.SUBSCRIBED);
                case "CHILDREN" -> returns.add(Return.CHILDREN);
                case "SPECIAL-USE" -> returns.add(Return.SPECIAL_USE);
                case "MYRIGHTS" -> returns.add(Return.MYRIGHTS);
                case "STATUS" -> {
                    arguments.space();
                    status.addAll(StatusItem.read(arguments));
                }
                default -> throw new Malformed("no such return option");
            }
        });
    }
}
