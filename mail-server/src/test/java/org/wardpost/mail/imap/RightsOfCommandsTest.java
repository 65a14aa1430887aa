package org.wardpost.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of RFC 4314 §4, by what comes of each command: Ben has one right alone, one right and l, or all but one, eleven times each, in a
 * mailbox of Ann's that is new each time. What is refused to who may not look the mailbox up reads as if there were none.
 */
class RightsOfCommandsTest {
    private static final String RIGHTS = "lrswipkxtea";
    private static final String MAIL = "Subject: rota\r\n\r\nEarly shift\r\n";

    private static ImapFixture server;
    private static ImapFixture.Person ann;
    private static ImapFixture.Person ben;
    private static RawImap annsClient;
    private static RawImap annsOther;
    private static RawImap bensClient;
    private static int boxes;

    /** A mailbox of Ann's with two messages, the first {@code \Deleted}. */
    private record Box(String annsName) {
        String bensName() {
            return "\"Shared/" + ann.address() + "/" + annsName + "\"";
        }

        String below(String child) {
            return "\"Shared/" + ann.address() + "/" + annsName + "/" + child + "\"";
        }

        /** The flags of one message as Ann sees them. */
        String flags(int number) throws IOException {
            annsOther.ok("EXAMINE " + annsName);
            return annsOther.ok("FETCH " + number + " (FLAGS)").getFirst();
        }

        int size() throws IOException {
            var status = annsClient.ok("STATUS " + annsName + " (MESSAGES)").getFirst();
            return Integer.parseInt(status.replaceAll(".*MESSAGES (\\d+).*", "$1"));
        }
    }

    private interface Attempt {
        /** @return whether it did what it is for */
        boolean works(Box box) throws IOException;
    }

    /** @param changes whether each attempt needs a mailbox of its own */
    private record Command(Predicate<Set<Character>> needed, boolean changes, Attempt attempt) {}

    private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

    private static void looks(String name, Predicate<Set<Character>> needed, Attempt attempt) {
        COMMANDS.put(name, new Command(needed, false, attempt));
    }

    private static void changes(String name, Predicate<Set<Character>> needed, Attempt attempt) {
        COMMANDS.put(name, new Command(needed, true, attempt));
    }

    private static Predicate<Set<Character>> all(String letters) {
        return has -> letters.chars().allMatch(c -> has.contains((char) c));
    }

    private static Predicate<Set<Character>> any(String letters) {
        return has -> letters.chars().anyMatch(c -> has.contains((char) c));
    }

    static {
        looks("LIST", all("l"), box -> ben("LIST \"\" " + box.bensName()).size() == 2);
        looks("SUBSCRIBE", _ -> true, box -> ok("SUBSCRIBE " + box.bensName()));
        looks("LSUB", _ -> true, box -> {
            ben("SUBSCRIBE " + box.bensName());
            return ben("LSUB \"\" " + box.bensName()).size() == 2;
        });
        looks("UNSUBSCRIBE", _ -> true, box -> ok("UNSUBSCRIBE " + box.bensName()));
        changes("CREATE", all("k"), box -> ok("CREATE " + box.below("child")));
        changes("DELETE", all("x"), box -> ok("DELETE " + box.bensName()));
        changes(
                "RENAME from",
                all("x"),
                box -> ok("RENAME " + box.bensName() + " " + shared("k").below("new")));
        changes("RENAME to", all("k"), box -> ok("RENAME " + shared("x").bensName() + " " + box.below("new")));
        looks("SELECT", all("r"), box -> ok("SELECT " + box.bensName()));
        looks("EXAMINE", all("r"), box -> ok("EXAMINE " + box.bensName()));
        looks("STATUS", all("r"), box -> ok("STATUS " + box.bensName() + " (MESSAGES)"));
        looks("SETACL", all("a"), box -> ok("SETACL " + box.bensName() + " -" + ben.address() + " p"));
        looks("DELETEACL", all("a"), box -> ok("DELETEACL " + box.bensName() + " -" + ben.address()));
        looks("GETACL", all("a"), box -> ok("GETACL " + box.bensName()));
        looks("LISTRIGHTS", all("a"), box -> ok("LISTRIGHTS " + box.bensName() + " " + ben.address()));
        looks("MYRIGHTS", any("lrikxa"), box -> ok("MYRIGHTS " + box.bensName()));
        looks("GETQUOTAROOT", all("r"), box -> ok("GETQUOTAROOT " + box.bensName()));
        looks(
                "GETMETADATA",
                all("l").and(any("rswip")),
                box -> ok("GETMETADATA " + box.bensName() + " /shared/comment"));
        looks(
                "SETMETADATA /private",
                all("l").and(any("rswip")),
                box -> ok("SETMETADATA " + box.bensName() + " (/private/comment \"mine\")"));
        looks(
                "SETMETADATA /shared",
                all("lw"),
                box -> ok("SETMETADATA " + box.bensName() + " (/shared/comment \"ours\")"));
        looks("APPEND", all("i"), box -> append(box, "()"));
        changes(
                "APPEND \\Seen",
                all("is"),
                box -> append(box, "(\\Seen)") && box.flags(3).contains("\\Seen"));
        changes(
                "APPEND \\Deleted",
                all("it"),
                box -> append(box, "(\\Deleted)") && box.flags(3).contains("\\Deleted"));
        changes(
                "APPEND \\Flagged",
                all("iw"),
                box -> append(box, "(\\Flagged)") && box.flags(3).contains("\\Flagged"));
        changes(
                "APPEND keyword",
                all("iw"),
                box -> append(box, "(night)") && box.flags(3).contains("night"));
        looks("COPY to", all("i"), box -> copied(box, "COPY"));
        changes(
                "COPY to, \\Seen",
                all("is"),
                box -> copied(box, "COPY") && box.flags(3).contains("\\Seen"));
        changes(
                "COPY to, \\Deleted",
                all("it"),
                box -> copied(box, "COPY") && box.flags(3).contains("\\Deleted"));
        changes(
                "COPY to, \\Answered",
                all("iw"),
                box -> copied(box, "COPY") && box.flags(3).contains("\\Answered"));
        changes(
                "COPY to, keyword",
                all("iw"),
                box -> copied(box, "COPY") && box.flags(3).contains("night"));
        looks("MOVE to", all("i"), box -> copied(box, "MOVE"));
        changes(
                "MOVE to, keyword",
                all("iw"),
                box -> copied(box, "MOVE") && box.flags(3).contains("night"));
        looks("COPY from", all("r"), box -> selected(box, "COPY 1 INBOX"));
        changes("MOVE from", all("rte"), box -> selected(box, "MOVE 1 INBOX") && box.size() == 1);
        changes("EXPUNGE", all("re"), box -> selected(box, "EXPUNGE") && box.size() == 1);
        changes("UID EXPUNGE", all("re"), box -> selected(box, "UID EXPUNGE 1:*") && box.size() == 1);
        changes("CLOSE that expunges", all("re"), box -> selected(box, "CLOSE") && box.size() == 1);
        looks("FETCH", all("r"), box -> selected(box, "FETCH 1:* (ENVELOPE BODY.PEEK[])"));
        changes(
                "FETCH that sets \\Seen",
                all("rs"),
                box -> selected(box, "FETCH 2 BODY[]") && box.flags(2).contains("\\Seen"));
        looks("SEARCH", all("r"), box -> selected(box, "SEARCH SUBJECT rota"));
        changes("STORE \\Seen", all("rs"), box -> stored(box, "+FLAGS (\\Seen)", "\\Seen"));
        changes("STORE \\Deleted", all("rt"), box -> stored(box, "+FLAGS (\\Deleted)", "\\Deleted"));
        changes("STORE \\Flagged", all("rw"), box -> stored(box, "+FLAGS (\\Flagged)", "\\Flagged"));
        changes("STORE keyword", all("rw"), box -> stored(box, "+FLAGS.SILENT (night)", "night"));
        changes(
                "STORE of several, one may",
                all("r").and(any("sw")),
                box -> selected(box, "STORE 2 FLAGS (\\Seen \\Flagged)"));
        looks(
                "READ-WRITE",
                all("r").and(any("iestw")),
                box -> ben("SELECT " + box.bensName()).getLast().startsWith("OK [READ-WRITE]"));
    }

    static Stream<String> commands() {
        return COMMANDS.keySet().stream();
    }

    @BeforeAll
    static void start() throws IOException {
        server = ImapFixture.onH2();
        ann = server.newPerson();
        ben = server.newPerson();
        annsClient = server.login(ann);
        annsOther = server.login(ann);
        bensClient = server.login(ben);
        bensClient.append("INBOX (\\Seen \\Deleted \\Answered night)", MAIL);
        annsClient.append("INBOX (\\Deleted)", MAIL);
        annsClient.append("INBOX", MAIL);
        annsClient.ok("EXAMINE INBOX");
    }

    @AfterAll
    static void stop() throws IOException {
        annsClient.close();
        annsOther.close();
        bensClient.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isDoneWithTheRightsThatItNeedsAndNotWithout(String name) throws IOException {
        var command = COMMANDS.get(name);
        var wrong = new ArrayList<String>();
        var box = newBox();
        for (var rights : tried()) {
            if (command.changes) box = another(box);
            share(box, rights);
            var has = new LinkedHashSet<Character>();
            rights.chars().forEach(c -> has.add((char) c));
            boolean worked = command.attempt.works(box);
            ben("UNSELECT");
            if (worked != command.needed.test(has)) wrong.add(rights + (worked ? " sufficed" : " did not suffice"));
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void tellsNothingOfAMailboxThatOneMayNotLookUp(String name) throws IOException {
        var command = COMMANDS.get(name);
        var box = newBox();
        for (char right : RIGHTS.replace("l", "").toCharArray()) {
            if (command.needed.test(Set.of(right))) continue;
            share(box, String.valueOf(right));
            var hidden = answers(command, box);
            if (name.equals("LIST") || hidden.stream().noneMatch(answer -> answer.startsWith("OK")))
                assertThat(hidden).isEqualTo(answers(command, new Box("none" + ++boxes)));
        }
    }

    /** What Ben hears, without names and numbers. */
    private static List<String> answers(Command command, Box box) throws IOException {
        heard.clear();
        try {
            command.attempt.works(box);
        } catch (AssertionError annFindsNone) {
            // there is nothing to look at afterwards
        }
        ben("UNSELECT");
        return heard.stream()
                .map(line -> line.replaceAll("(box|none)\\d+", "?").replaceAll("\\d+", "?"))
                .toList();
    }

    private static List<String> tried() {
        var tried = new LinkedHashSet<String>();
        for (char right : RIGHTS.toCharArray()) {
            tried.add(String.valueOf(right));
            tried.add(right == 'l' ? "l" : "l" + right);
            tried.add(RIGHTS.replace(String.valueOf(right), ""));
        }
        tried.add("rte");
        tried.add("lrte");
        tried.add(RIGHTS);
        return List.copyOf(tried);
    }

    private static Box newBox() throws IOException {
        var box = new Box("box" + ++boxes);
        annsClient.ok("CREATE " + box.annsName);
        annsClient.ok("COPY 1:2 " + box.annsName);
        return box;
    }

    /** Ann has few mailboxes at any time. */
    private static Box another(Box used) throws IOException {
        annsOther.command("UNSELECT");
        annsClient.command("DELETE " + used.annsName);
        return newBox();
    }

    private static void share(Box box, String rights) throws IOException {
        annsClient.ok("SETACL " + box.annsName + " " + ben.address() + " " + rights);
    }

    private static Box shared(String rights) throws IOException {
        var box = newBox();
        share(box, rights);
        return box;
    }

    private static final List<String> heard = new ArrayList<>();

    private static List<String> ben(String text) throws IOException {
        var answers = bensClient.command(text);
        heard.addAll(answers);
        return answers;
    }

    private static boolean ok(String text) throws IOException {
        return ben(text).getLast().startsWith("OK");
    }

    private static boolean append(Box box, String flags) throws IOException {
        return ok("APPEND " + box.bensName() + " " + flags + " {" + MAIL.length() + "+}\r\n" + MAIL);
    }

    private static boolean copied(Box box, String how) throws IOException {
        bensClient.append("INBOX (\\Seen \\Deleted \\Answered night)", MAIL);
        bensClient.ok("SELECT INBOX");
        return ok(how + " * " + box.bensName());
    }

    private static boolean selected(Box box, String text) throws IOException {
        return ok("SELECT " + box.bensName()) && ok(text);
    }

    private static boolean stored(Box box, String change, String flag) throws IOException {
        return selected(box, "STORE 2 " + change) && box.flags(2).contains(flag);
    }
}
