package org.wardpost.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.EventConstants;
import org.wardpost.app.StartException;

/**
 * Sets logging up in code, found by logback through {@code META-INF/services}: no file that somebody could widen by mistake, and 150 ms
 * less at each start. Everything goes to standard error, which systemd keeps in the journal.
 */
public final class Logs extends ContextAwareBase implements Configurator {
    /** Who speaks more than one line a request, or prints statements and their values, below these levels. */
    private static final Map<String, Level> DEFAULTS = Map.of(
            "org.wardpost", Level.INFO,
            "org.apache.james", Level.WARN,
            "org.apache.mailet", Level.WARN,
            "org.jooq", Level.WARN,
            "org.flywaydb", Level.WARN,
            "com.zaxxer.hikari", Level.WARN,
            "h2database", Level.OFF,
            "io.netty", Level.WARN,
            "reactor", Level.ERROR);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new SecretiveEncoder();
        encoder.setContext(context);
        encoder.start();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger("ROOT");
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        DEFAULTS.forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.putObject(SecretiveEncoder.class.getName(), encoder);
        adoptJavaLogging();
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Sets levels as the settings file writes them: {@code logger=LEVEL}.
     * @throws StartException if one is not understood
     */
    public static void levels(List<String> levels) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (var line : levels) {
            var equals = line.indexOf('=');
            var level = equals < 1 ? null : Level.toLevel(line.substring(equals + 1), null);
            if (level == null) {
                throw new StartException("The setting log.levels has \"" + line
                        + "\": write a logger and its level, such as" + " \"org.apache.james=INFO\".");
            }
            context.getLogger(line.substring(0, equals)).setLevel(level);
        }
    }

    /** The encoder that prints every line; it is given its pseudonyms once the store is open. */
    public static @Nullable SecretiveEncoder encoder() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        return (SecretiveEncoder) context.getObject(SecretiveEncoder.class.getName());
    }

    /** The PostgreSQL driver, Jakarta Mail and the JDK speak to java.util.logging: they are silenced there below WARNING. */
    private static void adoptJavaLogging() {
        LogManager.getLogManager().reset();
        var root = Logger.getLogger("");
        root.setLevel(java.util.logging.Level.WARNING);
        root.addHandler(new Handler() {
            @Override
            public void publish(LogRecord entry) {
                var name = entry.getLoggerName() == null ? "java" : entry.getLoggerName();
                var level = entry.getLevel().intValue() >= 1000 ? EventConstants.ERROR_INT : EventConstants.WARN_INT;
                var logger = LoggerFactory.getLogger(name.startsWith("org.wardpost.") ? "java" : name);
                var event = logger.atLevel(org.slf4j.event.Level.intToLevel(level));
                event.setCause(entry.getThrown()).log(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
    }
}
