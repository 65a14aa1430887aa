package org.wardpost.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes log lines that hold no content. A logger of ours is printed as it speaks. Of every other one (James, drivers, Netty) is
 * printed: time, level, logger, the message pattern if it is a constant of the program, its arguments as numbers or pseudonyms,
 * classes and frames of the exception without their messages, and four fields of the MDC. James puts addresses, mailbox names and
 * whole requests into all the others (about 300 places), so only a default of "no" holds.
 */
public final class SecretiveEncoder extends EncoderBase<ILoggingEvent> {
    private static final List<String> MDC_ALLOWED = List.of("protocol", "ip", "sessionId", "action");
    private static final int FRAMES = 12;
    private volatile UnaryOperator<String> pseudonyms = _ -> "?";

    /** Until the store is open nothing gives pseudonyms: arguments are shown as {@code ?}. */
    public void pseudonyms(UnaryOperator<String> keyed) {
        this.pseudonyms = keyed;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var line = new StringBuilder(160)
                .append(Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS))
                .append(' ')
                .append(event.getLevel())
                .append(' ')
                .append(event.getLoggerName())
                .append(": ");
        if (event.getLoggerName().startsWith("org.wardpost.")) {
            line.append(oneLine(event.getFormattedMessage()));
        } else {
            foreign(event, line);
        }
        throwable(event.getThrowableProxy(), line);
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void foreign(ILoggingEvent event, StringBuilder line) {
        var pattern = event.getMessage();
        if (pattern == null || !isConstant(pattern)) {
            line.append("(text withheld)");
        } else {
            arguments(oneLine(pattern), event.getArgumentArray(), line);
        }
        var mdc = event.getMDCPropertyMap();
        for (var name : MDC_ALLOWED) {
            var value = mdc.get(name);
            if (value != null) {
                line.append(' ').append(name).append('=').append(oneLine(value));
            }
        }
    }

    private void arguments(String pattern, Object @Nullable [] arguments, StringBuilder line) {
        var from = 0;
        var next = 0;
        for (var at = pattern.indexOf("{}"); at >= 0; at = pattern.indexOf("{}", from)) {
            line.append(pattern, from, at);
            line.append(arguments != null && next < arguments.length ? argument(arguments[next++]) : "{}");
            from = at + 2;
        }
        line.append(pattern, from, pattern.length());
    }

    private String argument(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case Enum<?> constant -> constant.name();
            case Class<?> type -> type.getName();
            case Throwable thrown -> thrown.getClass().getName();
            case java.time.Duration duration -> duration.toString();
            default -> pseudonym(value);
        };
    }

    private String pseudonym(Object value) {
        try {
            return pseudonyms.apply(value.toString());
        } catch (RuntimeException e) { // a toString that fails, or a store that has just closed, must not lose the line
            return "?";
        }
    }

    private static void throwable(@Nullable IThrowableProxy thrown, StringBuilder line) {
        var lead = "\n  ";
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            line.append(lead).append(cause.getClassName());
            lead = "\n  caused by ";
            if (cause.getClassName().startsWith("org.wardpost.")) {
                line.append(": ").append(oneLine(String.valueOf(cause.getMessage())));
            }
            var frames = cause.getStackTraceElementProxyArray();
            for (var i = 0; i < Math.min(FRAMES, frames.length); i++) {
                line.append("\n    ").append(frames[i].getSTEAsString());
            }
        }
    }

    /**
     * Whether {@code text} is a literal of some class, and so cannot hold anything that came from outside: literals are in the string
     * pool (JLS §3.10.5), and a copy of one finds the very same object there. A text made at run time finds another.
     */
    @SuppressWarnings("ReferenceEquality") // the point of it
    static boolean isConstant(String text) {
        return new String(text).intern() == text;
    }

    private static String oneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0 ? text : text.replaceAll("\\R+\\s*", " | ");
    }

    @Override
    public byte @Nullable [] headerBytes() {
        return null;
    }

    @Override
    public byte @Nullable [] footerBytes() {
        return null;
    }
}
