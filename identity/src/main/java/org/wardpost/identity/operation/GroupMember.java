package org.wardpost.identity.operation;

import java.util.Comparator;
import java.util.List;
import org.wardpost.identity.DelegationText;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;
import org.wardpost.store.account.Delegation;

/**
 * A member of a group, as answers of operations show it.
 * @param rights in the group's mailboxes, letters of RFC 4314 §2.1, or {@code none}
 * @param sending {@code none}, {@code on-behalf} or {@code as}
 */
public record GroupMember(String address, String rights, String sending) {
    /** All members of a group, by address. */
    static List<GroupMember> of(Store store, Account group) {
        return store.delegations().of(group.id()).stream()
                .flatMap(given ->
                        store.accounts().find(given.delegate()).stream().map(member -> of(member, given)))
                .sorted(Comparator.comparing(GroupMember::address))
                .toList();
    }

    static GroupMember of(Account member, Delegation given) {
        return new GroupMember(
                member.address(), DelegationText.shown(given.rights()), DelegationText.shown(given.sending()));
    }
}
