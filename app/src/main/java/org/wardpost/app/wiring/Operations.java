package org.wardpost.app.wiring;

import java.time.Clock;
import java.util.List;
import org.wardpost.app.admin.OperationRunner;
import org.wardpost.app.transfer.ExportMail;
import org.wardpost.app.transfer.ImportMail;
import org.wardpost.identity.operation.AddAlias;
import org.wardpost.identity.operation.AddDelegate;
import org.wardpost.identity.operation.AddDevicePassword;
import org.wardpost.identity.operation.AddDomain;
import org.wardpost.identity.operation.AddGroup;
import org.wardpost.identity.operation.AddGroupMembers;
import org.wardpost.identity.operation.AddRecoveryAuthority;
import org.wardpost.identity.operation.AddRecoverySlot;
import org.wardpost.identity.operation.AddUser;
import org.wardpost.identity.operation.BackupFolders;
import org.wardpost.identity.operation.DestroyRootKey;
import org.wardpost.identity.operation.ExportRootKey;
import org.wardpost.identity.operation.KeyStatus;
import org.wardpost.identity.operation.ListAliases;
import org.wardpost.identity.operation.ListAuditEvents;
import org.wardpost.identity.operation.ListBackups;
import org.wardpost.identity.operation.ListDelegates;
import org.wardpost.identity.operation.ListDevicePasswords;
import org.wardpost.identity.operation.ListDomains;
import org.wardpost.identity.operation.ListGroupMembers;
import org.wardpost.identity.operation.ListGroups;
import org.wardpost.identity.operation.ListUsers;
import org.wardpost.identity.operation.MakeBackup;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.RecoverAccount;
import org.wardpost.identity.operation.RecoveryStatus;
import org.wardpost.identity.operation.RemoveAlias;
import org.wardpost.identity.operation.RemoveDelegate;
import org.wardpost.identity.operation.RemoveDomain;
import org.wardpost.identity.operation.RemoveGroup;
import org.wardpost.identity.operation.RemoveGroupMembers;
import org.wardpost.identity.operation.RemoveRecoveryAuthority;
import org.wardpost.identity.operation.RemoveRecoverySlot;
import org.wardpost.identity.operation.RemoveUser;
import org.wardpost.identity.operation.RepairStore;
import org.wardpost.identity.operation.ResolvePseudonym;
import org.wardpost.identity.operation.RevokeDevicePassword;
import org.wardpost.identity.operation.RotateKeys;
import org.wardpost.identity.operation.SetPassword;
import org.wardpost.identity.operation.ShredUser;
import org.wardpost.identity.operation.VerifyAudit;
import org.wardpost.identity.operation.VerifyStore;
import org.wardpost.mail.operation.AddDkimKey;
import org.wardpost.mail.operation.ListDkimKeys;
import org.wardpost.mail.operation.ListQueue;
import org.wardpost.mail.operation.RemoveDkimKey;
import org.wardpost.mail.operation.RemoveQueued;
import org.wardpost.mail.operation.RetryQueue;

/** Every operation there is. */
public final class Operations {
    private Operations() {}

    /** Ready to be called by name. */
    public static OperationRunner over(OpenStore open) {
        var folders = new BackupFolders(
                List.of(open.installation().data(), open.installation().keys()));
        List<Operation<?, ?>> all = List.of(
                new AddDomain(),
                new RemoveDomain(),
                new ListDomains(),
                new AddUser(),
                new RemoveUser(),
                new ListUsers(),
                new AddGroup(),
                new RemoveGroup(),
                new ListGroups(),
                new AddGroupMembers(),
                new RemoveGroupMembers(),
                new ListGroupMembers(),
                new AddDelegate(),
                new RemoveDelegate(),
                new ListDelegates(),
                new AddAlias(),
                new RemoveAlias(),
                new ListAliases(),
                new SetPassword(),
                new AddDevicePassword(),
                new ListDevicePasswords(),
                new RevokeDevicePassword(),
                new KeyStatus(open.rootKey()),
                new RotateKeys(),
                new VerifyStore(),
                new RepairStore(Clock.systemUTC()),
                new ExportRootKey(open.rootKey()),
                new DestroyRootKey(open.rootKey()),
                new ShredUser(open.rootKey(), folders),
                new AddRecoveryAuthority(),
                new RecoveryStatus(),
                new RemoveRecoveryAuthority(),
                new AddRecoverySlot(Clock.systemUTC()),
                new RemoveRecoverySlot(),
                new RecoverAccount(),
                new ResolvePseudonym(),
                new ListAuditEvents(),
                new VerifyAudit(),
                new ImportMail(Clock.systemUTC()),
                new ExportMail(),
                new MakeBackup(folders),
                new ListBackups(),
                new ListQueue(),
                new RetryQueue(),
                new RemoveQueued(),
                new AddDkimKey(),
                new ListDkimKeys(),
                new RemoveDkimKey());
        return new OperationRunner(all, open.identity().operations());
    }
}
