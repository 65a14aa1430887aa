package org.wardpost.mail.imap;

import java.util.EnumSet;
import java.util.Set;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxACL.Right;

/** Rights as letters (RFC 4314 §2.1), with {@code c} and {@code d} of older clients: here c is k and x, d is t and e (§2.1.1). */
final class AclLetters {
    private static final Set<Right> CREATE = EnumSet.of(Right.CreateMailbox, Right.DeleteMailbox);
    private static final Set<Right> DELETE = EnumSet.of(Right.DeleteMessages, Right.PerformExpunge);
    private static final Right[] ORDER = {
        Right.Lookup,
        Right.Read,
        Right.WriteSeenFlag,
        Right.Write,
        Right.Insert,
        Right.Post,
        Right.CreateMailbox,
        Right.DeleteMailbox,
        Right.DeleteMessages,
        Right.PerformExpunge
    };

    private AclLetters() {}

    /** @throws Malformed for a letter that is no right, in upper case for one (§3.1) */
    static Rfc4314Rights read(String letters) {
        var rights = EnumSet.noneOf(Right.class);
        for (char letter : letters.toCharArray()) {
            switch (letter) {
                case 'c' -> rights.addAll(CREATE);
                case 'd' -> rights.addAll(DELETE);
                default -> rights.add(right(letter));
            }
        }
        return Rfc4314Rights.of(rights);
    }

    private static Right right(char letter) {
        try {
            return Right.forChar(letter);
        } catch (UnsupportedRightException unknown) {
            throw new Malformed("no such right");
        }
    }

    static String write(Rfc4314Rights rights) {
        var letters = new StringBuilder();
        for (var right : ORDER) if (rights.contains(right)) letters.append(right.asCharacter());
        if (CREATE.stream().anyMatch(rights::contains)) letters.append('c');
        if (DELETE.stream().anyMatch(rights::contains)) letters.append('d');
        if (rights.contains(Right.Administer)) letters.append('a');
        return letters.toString();
    }
}
