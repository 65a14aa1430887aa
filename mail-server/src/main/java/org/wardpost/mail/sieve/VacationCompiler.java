package org.wardpost.mail.sieve;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wardpost.mail.sieve.SieveScript.Statement;

/** {@code vacation} (RFC 5230 §4), with {@code :seconds} (RFC 6131). */
final class VacationCompiler {
    private VacationCompiler() {}

    static Statement statement(Arguments arguments, Set<SieveExtension> required) throws SieveSyntaxException {
        int line = arguments.line();
        var days = arguments.tagNumber("days");
        var seconds = required.contains(SieveExtension.VACATION_SECONDS)
                ? arguments.tagNumber("seconds")
                : Optional.<Long>empty();
        if (days.isPresent() && seconds.isPresent()) throw arguments.error(":days and :seconds exclude each other");
        var subject = text(arguments.tagString("subject"), required, line);
        var from = text(arguments.tagString("from"), required, line);
        var addresses = Text.all(arguments.tagStrings("addresses").orElse(List.of()), required, line);
        boolean mime = arguments.tag("mime");
        var handle = text(arguments.tagString("handle"), required, line);
        var reason = Text.of(arguments.string("a reason"), required, line);
        if (from.isPresent()
                && from.get().constant()
                && SieveAddress.of(from.get().raw()).isEmpty()) throw arguments.error(":from is not a mail address");
        return run -> {
            var said = reason.in(run);
            var about = subject.map(text -> text.in(run));
            var named = new ArrayList<String>();
            for (var address : addresses) named.add(address.in(run));
            run.answer(
                    new SieveAction.Vacation(
                            interval(days, seconds, run.settings().vacationDays()),
                            about,
                            from.map(text -> text.in(run)),
                            named,
                            // §4.7: without a handle, what is said tells one answer from another
                            handle.map(text -> text.in(run))
                                    .orElseGet(() -> "\0" + about.orElse("") + '\0'
                                            + from.map(f -> f.in(run)).orElse("") + '\0' + mime + '\0' + said),
                            mime,
                            said),
                    line);
            return true;
        };
    }

    private static Duration interval(Optional<Long> days, Optional<Long> seconds, SieveSettings.VacationDays limits) {
        var longest = Duration.ofDays(limits.longest());
        if (seconds.isPresent()) {
            var asked = Duration.ofSeconds(Math.min(seconds.get(), longest.toSeconds()));
            return asked.isZero() ? Duration.ZERO : asked; // RFC 6131 §2: 0 answers each time
        }
        long asked = days.orElse((long) limits.usual());
        return Duration.ofDays(Math.clamp(asked, limits.shortest(), limits.longest()));
    }

    private static Optional<Text> text(Optional<String> string, Set<SieveExtension> required, int line)
            throws SieveSyntaxException {
        return string.isEmpty() ? Optional.empty() : Optional.of(Text.of(string.get(), required, line));
    }
}
