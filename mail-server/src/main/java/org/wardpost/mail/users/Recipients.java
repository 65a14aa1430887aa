package org.wardpost.mail.users;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.core.MailAddress;
import org.wardpost.identity.Principal;
import org.wardpost.store.Store;
import org.wardpost.store.account.Account;

/**
 * Whom an address means. Asked at RCPT, by the rewriting mailet and when a user names a sender: one place, so that all give
 * the same answer.
 */
public final class Recipients {
    /** Where mail for an address goes. */
    public sealed interface Found {}

    /** @param detail what follows {@code +} in the local part (RFC 5233 §1), empty when nothing does */
    public record Local(Account account, String detail) implements Found {}

    /** An alias: mail goes to each of these. */
    public record Forward(List<String> targets) implements Found {}

    /** One of our domains, and nobody of that name. */
    public record Unknown() implements Found {}

    /** Not one of our domains. */
    public record Elsewhere() implements Found {}

    private final Store store;

    public Recipients(Store store) {
        this.store = store;
    }

    public Found find(MailAddress address) {
        var local = address.getLocalPart().toLowerCase(Locale.ROOT);
        var domain = address.getDomain().asString().toLowerCase(Locale.ROOT);
        if (!store.domains().contains(domain)) return new Elsewhere();
        var exact = lookUp(local + "@" + domain, "");
        if (exact.isPresent()) return exact.get();
        int plus = local.indexOf('+');
        if (plus > 0) { // RFC 5233: the mailbox is what stands before the separator
            var detail = address.getLocalPart().substring(plus + 1);
            var user = lookUp(local.substring(0, plus) + "@" + domain, detail);
            if (user.isPresent()) return user.get();
        }
        return new Unknown();
    }

    /** Whether it is one of our domains. */
    public boolean ours(String domain) {
        return store.domains().contains(domain.toLowerCase(Locale.ROOT));
    }

    private Optional<Found> lookUp(String address, String detail) {
        var account = store.accounts().findByAddress(address);
        if (account.isPresent() && account.get().enabled()) return Optional.of(new Local(account.get(), detail));
        var targets = store.aliases().resolve(address);
        return targets.isEmpty() ? Optional.empty() : Optional.of(new Forward(List.copyOf(targets)));
    }

    /**
     * Whether that address is the user's to send from: the account's own, with or without a detail, or an alias that leads
     * to this account alone.
     */
    public boolean owns(Principal principal, String address) {
        return owns(principal.address(), address);
    }

    /** The same for the account of that address. */
    public boolean owns(String accountAddress, String address) {
        var typed = address.toLowerCase(Locale.ROOT);
        var own = accountAddress.toLowerCase(Locale.ROOT);
        if (typed.equals(own) || withoutDetail(typed).equals(own)) return true;
        var targets = store.aliases().resolve(typed);
        return targets.size() == 1
                && targets.getFirst().toLowerCase(Locale.ROOT).equals(own);
    }

    /** The account whose own that address is, by the same rule as {@link #owns}: its name, with or without a detail, or its alias. */
    Optional<Account> ownerOf(String address) {
        var typed = address.toLowerCase(Locale.ROOT);
        var named = store.accounts().findByAddress(withoutDetail(typed));
        if (named.isPresent()) return named;
        var targets = store.aliases().resolve(typed);
        return targets.size() == 1
                ? store.accounts().findByAddress(targets.getFirst().toLowerCase(Locale.ROOT))
                : Optional.empty();
    }

    private static String withoutDetail(String address) {
        int at = address.lastIndexOf('@');
        int plus = address.indexOf('+');
        return plus > 0 && plus < at ? address.substring(0, plus) + address.substring(at) : address;
    }

    /** The domain that a bare {@code postmaster} means (RFC 5321 §4.5.1): our first. */
    public String postmasterDomain() {
        return store.domains().list().stream().findFirst().map(Object::toString).orElse("localhost");
    }
}
