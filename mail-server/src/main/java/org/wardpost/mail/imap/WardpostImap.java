package org.wardpost.mail.imap;

import java.time.Clock;
import java.util.List;

/** Puts the IMAP front together: the list of all commands. */
public final class WardpostImap {
    private WardpostImap() {}

    /** @param intake where messages go while they arrive
     * @param login who may log in */
    public static ImapProtocol protocol(ImapBackend backend, AppendIntake intake, ImapLogin login, Clock clock) {
        var logins = new Logins(login);
        var commands = new Commands(List.of(
                new CapabilityCommand(),
                new NoopCommand(),
                new LogoutCommand(),
                new IdCommand(),
                new StartTlsCommand(),
                new AuthenticateCommand(logins),
                new LoginCommand(logins),
                new CompressCommand(),
                new EnableCommand(),
                new NamespaceCommand(backend),
                new IdleCommand(backend),
                new SelectCommand(backend, false),
                new SelectCommand(backend, true),
                new UnselectCommand(),
                new CloseCommand(backend),
                new CreateCommand(backend),
                new DeleteCommand(backend),
                new RenameCommand(backend),
                new SubscribeCommand(backend),
                new UnsubscribeCommand(backend),
                new ListCommand(backend),
                new XListCommand(backend),
                new LsubCommand(backend),
                new StatusCommand(backend),
                new AppendCommand(backend, intake),
                new CheckCommand(),
                new ExpungeCommand(backend),
                new SearchCommand(backend, clock),
                new FetchCommand(backend),
                new StoreCommand(backend),
                new CopyCommand(backend, false),
                new CopyCommand(backend, true),
                new GetAclCommand(backend),
                new SetAclCommand(backend, false),
                new SetAclCommand(backend, true),
                new ListRightsCommand(backend),
                new MyRightsCommand(backend),
                new GetQuotaCommand(backend),
                new GetQuotaRootCommand(backend),
                new SetQuotaCommand(),
                new GetMetadataCommand(backend),
                new SetMetadataCommand(backend)));
        return new ImapProtocol(commands, intake, login);
    }
}
