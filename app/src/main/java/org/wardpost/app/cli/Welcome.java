package org.wardpost.app.cli;

/** What {@code quickstart} prints for a person: how to read mail at once. */
final class Welcome {
    private Welcome() {}

    static String text(ReadyLine ready) {
        var shown = ready.accounts().stream()
                .filter(account -> account.password().isPresent())
                .findFirst()
                .or(() -> ready.accounts().stream().findFirst());
        var address = shown.map(ReadyLine.Account::address).orElse("ADDRESS");
        var password = shown.flatMap(ReadyLine.Account::password).orElse("PASSWORD");
        var text = new StringBuilder();
        text.append("\nWardpost serves the demo ward on ")
                .append(ready.host())
                .append(", ")
                .append(ready.ready_ms())
                .append(" ms after its start.\n\n");
        text.append("Accounts\n");
        ready.accounts().stream()
                .limit(12)
                .forEach(
                        account -> text.append(
                                "  %-34s %s%n"
                                        .formatted(
                                                account.address(),
                                                account.password()
                                                        .orElse(
                                                                "(the password that was set since; \"wardpost password set\" makes a new one)"))));
        if (ready.accounts().size() > 12) {
            text.append("  and ").append(ready.accounts().size() - 12).append(" more (--json lists all)\n");
        }
        ready.groups()
                .forEach(group -> text.append("  %-34s %s%n"
                        .formatted(
                                group.address(),
                                "group of " + group.members().size() + ", in their tree as Shared/"
                                        + group.address())));
        text.append("\nRead mail now\n  curl --cacert ")
                .append(ready.ca())
                .append(" --user '")
                .append(address)
                .append(':')
                .append(password)
                .append("' 'imaps://localhost:")
                .append(ready.ports().get("imaps"))
                .append("/INBOX;MAILINDEX=1'\n");
        text.append("\nThunderbird (Settings > Privacy & Security > Certificates > Manage > Authorities > Import: ")
                .append(ready.ca())
                .append(")\n");
        text.append("  incoming  IMAP  localhost ")
                .append(ready.ports().get("imaps"))
                .append("  SSL/TLS   normal password\n");
        text.append("  outgoing  SMTP  localhost ")
                .append(ready.ports().get("submissions"))
                .append("  SSL/TLS   normal password\n");
        text.append("\nSend one\n  swaks --server localhost:")
                .append(ready.ports().get("submission"))
                .append(" --tls --auth-user ")
                .append(address)
                .append(" --auth-password '")
                .append(password)
                .append("' --from ")
                .append(address)
                .append(" --to ")
                .append(
                        ready.accounts().isEmpty()
                                ? address
                                : ready.accounts().getLast().address())
                .append('\n');
        text.append("\nData (all of it ciphertext)  ")
                .append(ready.data())
                .append("\nKeys (back them up apart)    ")
                .append(ready.keys());
        text.append("\nAll ports  ").append(ready.ports()).append("\nEnd it with Ctrl-C.\n");
        return text.toString();
    }
}
