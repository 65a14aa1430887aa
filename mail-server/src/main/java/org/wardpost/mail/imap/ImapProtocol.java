package org.wardpost.mail.imap;

/** Everything of IMAP that no connection owns: the commands, where messages go while they arrive, and who may log in. Made by
 * {@link WardpostImap}. */
public final class ImapProtocol {
    private final Commands commands;
    private final AppendIntake intake;
    private final ImapLogin login;

    ImapProtocol(Commands commands, AppendIntake intake, ImapLogin login) {
        this.commands = commands;
        this.intake = intake;
        this.login = login;
    }

    Commands commands() {
        return commands;
    }

    AppendIntake intake() {
        return intake;
    }

    ImapLogin login() {
        return login;
    }
}
