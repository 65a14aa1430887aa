package org.wardpost.app.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.wardpost.app.transfer.MailboxFiler;
import org.wardpost.app.wiring.OpenStore;
import org.wardpost.identity.PasswordRules;
import org.wardpost.identity.operation.Actor;
import org.wardpost.identity.operation.AddAlias;
import org.wardpost.identity.operation.AddDomain;
import org.wardpost.identity.operation.AddGroup;
import org.wardpost.identity.operation.AddGroupMembers;
import org.wardpost.identity.operation.AddUser;
import org.wardpost.identity.operation.ListGroupMembers;
import org.wardpost.identity.operation.Operation;
import org.wardpost.identity.operation.Progress;
import org.wardpost.identity.operation.SetPassword;
import org.wardpost.store.account.Account;
import org.wardpost.store.message.MessageFlags;
import org.wardpost.store.property.PropertyKind;
import org.wardpost.vault.TamperedException;

/**
 * Fills a server with the demo ward: its domain, its staff, their mail, and the mailbox that they share. At a second start the staff keep their mail and
 * their passwords; a password that is given then is set.
 */
public final class DemoWard {
    public static final String DOMAIN = "ward.example";
    /** The mailbox that the staff share. */
    public static final String GROUP = DemoStaff.ward(DOMAIN).address();

    private static final String FILLED = "quickstart-mail";
    private static final Map<String, Integer> FLAGS =
            Map.of("seen", MessageFlags.SEEN, "answered", MessageFlags.ANSWERED, "flagged", MessageFlags.FLAGGED);
    private final OpenStore open;
    private final Clock clock;
    private final Consumer<String> told;

    /** @param told hears a sentence of each account that is damaged and left out, from any thread */
    public DemoWard(OpenStore open, Clock clock, Consumer<String> told) {
        this.open = open;
        this.clock = clock;
        this.told = told;
    }

    /** @param password empty if somebody has set one of their own since */
    public record Login(String address, Optional<String> password) {
        @Override
        public String toString() {
            return "Login[...]";
        }
    }

    /** @param given one password for all; empty: one is made for each @return who is not damaged */
    public List<Login> ready(int users, Optional<String> given, Progress progress) {
        if (!open.store().domains().contains(DOMAIN)) {
            run(new AddDomain(), new AddDomain.Input(DOMAIN));
        }
        var staff = DemoStaff.of(users, DOMAIN);
        var logins = accounts(staff, given, progress);
        postmaster(staff.getFirst());
        whole(DemoStaff.ward(DOMAIN), () -> group(staff.subList(0, Math.min(staff.size(), DemoStaff.NAMED))));
        mail(staff, progress);
        return logins;
    }

    /** @return whether it is whole */
    private boolean whole(DemoStaff person, Runnable work) {
        return ifWhole(person, () -> {
                    work.run();
                    return person;
                })
                .isPresent();
    }

    /** One damaged account leaves the others served. */
    private <T> Optional<T> ifWhole(DemoStaff person, Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (TamperedException damaged) {
            told.accept("The account " + person.address() + " is damaged and left as it is: " + damaged.getMessage()
                    + ". Everybody else is served. Stop this server, then \"wardpost verify --repair\" mends what can"
                    + " be mended.");
            return Optional.empty();
        }
    }

    /** Every domain has to take mail for it (RFC 5321 §4.5.1). */
    private void postmaster(DemoStaff person) {
        var address = "postmaster@" + DOMAIN;
        if (open.store().aliases().resolve(address).isEmpty()) {
            whole(person, () -> run(new AddAlias(), new AddAlias.Input(address, person.address())));
        }
    }

    /** Argon2id is most of it, so as many are made at once as there are cores. */
    private List<Login> accounts(List<DemoStaff> staff, Optional<String> given, Progress progress) {
        var done = new AtomicInteger();
        var passwords = new DemoPasswords(
                open.store(),
                (account, password) ->
                        run(new SetPassword(), new SetPassword.Input(account.address(), Optional.of(password))));
        var logins = parallel(staff, Runtime.getRuntime().availableProcessors(), person -> {
            var login = ifWhole(person, () -> new Login(person.address(), account(person, given, passwords)));
            progress.at("accounts", done.incrementAndGet(), staff.size());
            return login;
        });
        return logins.stream().flatMap(Optional::stream).toList();
    }

    private Optional<String> account(DemoStaff person, Optional<String> given, DemoPasswords passwords) {
        var users = open.identity().users();
        var there = users.find(person.address());
        if (there.isPresent()) {
            return passwords.ready(there.get(), given);
        }
        var password = given.orElseGet(PasswordRules::random);
        run(
                new AddUser(),
                new AddUser.Input(
                        person.address(),
                        Optional.of(person.name()),
                        Set.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.of(password)));
        passwords.keep(users.require(person.address()), given.isPresent(), password);
        return Optional.of(password);
    }

    /** The ward's own mailbox; at a second start its members stay whoever they are by then. */
    private void group(List<DemoStaff> named) {
        var ward = DemoStaff.ward(DOMAIN);
        if (open.identity().users().find(ward.address()).isPresent()) {
            return;
        }
        run(
                new AddGroup(),
                new AddGroup.Input(
                        ward.address(),
                        Optional.of(ward.name()),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        named.stream().map(DemoStaff::address).toList(),
                        Optional.empty(),
                        Optional.of("on-behalf")));
        member(named.getFirst(), Optional.empty(), Optional.of("as"));
        named.stream()
                .filter(person -> person.role().equals("pharmacist"))
                .forEach(person -> member(person, Optional.of("lrs"), Optional.of("none")));
    }

    /** Who shares the ward's mailbox now; nobody if that is damaged. */
    public List<String> members() {
        var members = new ArrayList<String>();
        whole(
                DemoStaff.ward(DOMAIN),
                () -> run(new ListGroupMembers(), new ListGroupMembers.Input(GROUP))
                        .members()
                        .forEach(member -> members.add(member.address())));
        return List.copyOf(members);
    }

    private void member(DemoStaff person, Optional<String> rights, Optional<String> sending) {
        run(new AddGroupMembers(), new AddGroupMembers.Input(GROUP, List.of(person.address()), rights, sending));
    }

    /** As the operator would who started this: with an audit event. */
    private <I, O> O run(Operation<I, O> operation, I input) {
        return open.identity()
                .operations()
                .run(operation, input, Actor.console(System.getProperty("user.name")), Progress.NONE);
    }

    private void mail(List<DemoStaff> staff, Progress progress) {
        var users = open.identity().users();
        var unfilled = Stream.concat(staff.stream().limit(DemoStaff.NAMED), Stream.of(DemoStaff.ward(DOMAIN)))
                .filter(this::isUnfilled)
                .toList();
        if (unfilled.isEmpty()) {
            return;
        }
        var texts = DemoText.all();
        var smime = new DemoSmime(clock);
        var messages = new ArrayList<DemoMessage>();
        for (var number = 1; number <= texts.size(); number++) {
            messages.add(DemoMessage.of(texts.get(number - 1), number, staff, DOMAIN, clock.instant(), smime));
        }
        var filled = new AtomicInteger();
        parallel(
                unfilled,
                unfilled.size(),
                person -> { // at once, for they share the waits for the disk
                    boolean whole = whole(person, () -> fill(users.require(person.address()), person, messages));
                    progress.at("mailboxes filled", filled.incrementAndGet(), unfilled.size());
                    return whole;
                });
    }

    private void fill(Account account, DemoStaff person, List<DemoMessage> messages) {
        for (var number = 1; number <= messages.size(); number++) {
            if (messages.get(number - 1).owners().contains(person)) {
                file(messages.get(number - 1), account, number);
            }
        }
        markFilled(account);
    }

    private static <I, O> List<O> parallel(List<I> inputs, int threads, Function<I, O> work) {
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var results = new ArrayList<Future<O>>();
            inputs.forEach(input -> results.add(pool.submit(() -> work.apply(input))));
            var outputs = new ArrayList<O>();
            for (var result : results) {
                outputs.add(result.get());
            }
            return List.copyOf(outputs);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The start was interrupted", e);
        }
    }

    private void file(DemoMessage message, Account account, int number) {
        var bits = message.flags().stream()
                .mapToInt(flag -> FLAGS.getOrDefault(flag, 0))
                .reduce(0, (a, b) -> a | b);
        var item = new MailboxFiler.Item(message.mailbox(), bits, message.date(), "demo-" + number);
        try {
            new MailboxFiler(open.store(), account).file(item, () -> new ByteArrayInputStream(message.octets()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No if that cannot be told, of which {@link #account} spoke already or whoever opens the mailbox does. */
    private boolean isUnfilled(DemoStaff person) {
        try {
            var account = open.identity().users().require(person.address());
            return open.store()
                    .properties()
                    .get(account.id(), account.id().value(), PropertyKind.SETTING, FILLED)
                    .isEmpty();
        } catch (TamperedException damaged) {
            return false;
        }
    }

    private void markFilled(Account account) {
        open.store().properties().put(account.id(), account.id().value(), PropertyKind.SETTING, FILLED, new byte[] {1});
    }
}
